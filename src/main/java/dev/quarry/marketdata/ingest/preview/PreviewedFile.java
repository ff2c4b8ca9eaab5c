package dev.quarry.marketdata.ingest.preview;

import dev.quarry.marketdata.CandleSink;
import dev.quarry.marketdata.file.MarketSinks;
import java.util.LinkedHashMap;
import java.util.Map;

/** The bars of the first part of a file, by market; rows without a market separately. */
final class PreviewedFile implements MarketSinks {

    private final PreviewLimit limit;
    private final PreviewedBars file;
    private final Map<String, PreviewedBars> markets = new LinkedHashMap<>();

    PreviewedFile(PreviewLimit limit) {
        this.limit = limit;
        this.file = new PreviewedBars(limit);
    }

    @Override
    public CandleSink file() {
        return file;
    }

    @Override
    public CandleSink of(String name) {
        return markets.computeIfAbsent(name, added -> new PreviewedBars(limit));
    }

    /** Warnings of the file as a whole, and rows that belong to no market. */
    PreviewedBars ofNone() {
        return file;
    }

    Map<String, PreviewedBars> markets() {
        return markets;
    }

    /** The market with the most bars, which determines how far they are apart; without bars when there is none. */
    PreviewedBars largest() {
        PreviewedBars largest = file;
        for (PreviewedBars one : markets.values()) {
            largest = one.size() > largest.size() ? one : largest;
        }
        return largest;
    }
}
