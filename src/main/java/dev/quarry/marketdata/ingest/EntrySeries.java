package dev.quarry.marketdata.ingest;

import dev.quarry.marketdata.CandleSink;
import dev.quarry.marketdata.file.CandleFileReader;
import dev.quarry.marketdata.file.EntryName;
import dev.quarry.marketdata.file.MarketSinks;
import dev.quarry.marketdata.file.ReadingOptions;
import dev.quarry.marketdata.file.container.UnreadableFileException;
import dev.quarry.series.Timeframe;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Assigns the files of an archive to series, by their names. */
final class EntrySeries {

    private final IngestionRequest request;
    private final SeriesIntakes intakes;

    EntrySeries(IngestionRequest request, SeriesIntakes intakes) {
        this.request = request;
        this.intakes = intakes;
    }

    /** The files to read; files of another timeframe than the request's, or without one, are left out and reported. */
    List<CandleFileReader.Entry> of(List<String> names) {
        Optional<Timeframe> asked = Timeframe.of(request.timeframe());
        List<CandleFileReader.Entry> entries = new ArrayList<>();
        for (EntryName name : EntryName.all(names)) {
            Optional<Timeframe> own = name.timeframe();
            if (own.isEmpty() && asked.isEmpty()) {
                intakes.leaveAside(
                        name.symbol(),
                        null,
                        "The name of " + name.entry() + " tells no timeframe; send the timeframe of the files.");
            } else if (own.isPresent() && asked.isPresent() && !own.equals(asked)) {
                intakes.leaveAside(
                        name.symbol(),
                        own.get().code(),
                        "By its name " + name.entry() + " has bars of "
                                + own.get().code() + ", not of " + asked.get().code() + ".");
            } else {
                entries.add(
                        new One(name.entry(), name.symbol(), own.or(() -> asked).orElseThrow()));
            }
        }
        return entries;
    }

    private final class One implements CandleFileReader.Entry, MarketSinks {

        private final String entry;
        private final String symbol;
        private final Timeframe timeframe;

        One(String entry, String symbol, Timeframe timeframe) {
            this.entry = entry;
            this.symbol = symbol;
            this.timeframe = timeframe;
        }

        @Override
        public ReadingOptions options() {
            return request.of(symbol, timeframe.code()).readingOptions().ofEntry(entry);
        }

        @Override
        public MarketSinks sinks() {
            series().beginPart(entry);
            return this;
        }

        /** Receives warnings about the file as warnings about its series. */
        @Override
        public CandleSink file() {
            return series();
        }

        @Override
        public CandleSink of(String name) {
            return series();
        }

        @Override
        public void unreadable(UnreadableFileException why) {
            series().fail(entry + ": " + why.getMessage());
        }

        private SeriesIntake series() {
            return intakes.of(symbol, timeframe.code());
        }
    }
}
