package dev.quarry.marketdata.ingest.preview;

import dev.quarry.marketdata.BarSpacing;
import dev.quarry.marketdata.Series;
import dev.quarry.marketdata.SeriesRaster;
import dev.quarry.marketdata.file.FileLook;
import dev.quarry.marketdata.ingest.IngestionRequest;
import dev.quarry.marketdata.ingest.IngestionResult.RefusedLine;
import dev.quarry.marketdata.ingest.preview.PricePreview.EntrySeriesName;
import dev.quarry.marketdata.ingest.preview.PricePreview.Symbol;
import dev.quarry.series.Timeframe;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Puts the answer of a preview together: the bars that were read, checked by the rules of an import. */
final class PreviewAnswer {

    private static final int MAX_REPORTED = 100;
    private static final int MAX_SYMBOLS = 1000;

    private final IngestionRequest request;
    private final String name;
    private final long bytes;
    private final long now;
    private final Function<Series, Optional<SeriesRaster.Stored>> stored;
    private final List<String> warnings = new ArrayList<>();
    private final List<RefusedLine> refused = new ArrayList<>();
    private final List<Symbol> symbols = new ArrayList<>();
    private List<EntrySeriesName> entries = List.of();
    private FileLook look;
    private boolean complete = true;
    private String refusal;
    private PreviewIntake shown;
    private long bars;
    private long refusedRows;

    /** @param stored finds what is stored of a series; empty when nothing is */
    PreviewAnswer(
            IngestionRequest request,
            String name,
            long bytes,
            long now,
            Function<Series, Optional<SeriesRaster.Stored>> stored) {
        this.request = request;
        this.name = name;
        this.bytes = bytes;
        this.now = now;
        this.stored = stored;
    }

    void entries(List<EntrySeriesName> found) {
        entries = found;
    }

    void look(FileLook found) {
        look = found;
        refusal = found.refusal();
    }

    void refusal(String why) {
        refusal = why;
    }

    /** Marks that only the first part was read. */
    void inPart() {
        complete = false;
    }

    PricePreview of(PreviewedFile read, long rows) {
        warnings.addAll(read.ofNone().warnings());
        Optional<Timeframe> measured = read.largest().typicalStep().flatMap(this::timeframeOf);
        Optional<Timeframe> timeframe = Timeframe.of(request.timeframe())
                .or(() -> entries.isEmpty()
                        ? Optional.empty()
                        : Timeframe.of(entries.get(0).timeframe()))
                .or(() -> measured);
        refused.addAll(read.ofNone().refused());
        refusedRows = read.ofNone().refusedCount();
        if (timeframe.isPresent()) {
            read.markets().forEach((market, previewed) -> hold(market, previewed, timeframe.get()));
        }
        if (refusal == null) {
            refusal = symbols.stream().noneMatch(one -> one.refusal() == null) && !symbols.isEmpty()
                    ? symbols.get(0).refusal()
                    : rows == 0 && complete ? "There are no bars to store." : null;
        }
        return new PricePreview(
                name,
                bytes,
                complete,
                rows,
                refusal,
                look,
                measured.map(Timeframe::code).orElse(null),
                bars,
                shown == null ? List.of() : shown.first(),
                shown == null ? List.of() : shown.last(),
                refusedRows,
                refused.stream().limit(MAX_REPORTED).toList(),
                warnings.stream().distinct().limit(MAX_REPORTED).toList(),
                symbols.stream()
                        .filter(one -> !one.symbol().isEmpty())
                        .limit(MAX_SYMBOLS)
                        .toList(),
                entries);
    }

    private void hold(String market, PreviewedBars previewed, Timeframe timeframe) {
        String symbol = request.symbolColumn() == null && request.symbol() != null
                ? request.symbol()
                : market.isEmpty() ? name : market;
        IngestionRequest one = request.of(symbol, timeframe.code());
        PreviewIntake intake = new PreviewIntake(one, previewed, now, stored.apply(one.series()));
        shown = shown == null ? intake : shown;
        bars += intake.bars();
        refusedRows += intake.intake().refused();
        refused.addAll(intake.intake().firstRefused());
        warnings.addAll(intake.warnings());
        symbols.add(new Symbol(market, intake.bars(), intake.refusal()));
    }

    private Optional<Timeframe> timeframeOf(long step) {
        for (Timeframe timeframe : Timeframe.values()) {
            if (timeframe.millis() == step) {
                return Optional.of(timeframe);
            }
        }
        warnings.add("Most bars are " + BarSpacing.spoken(step) + " apart, which is the length of no timeframe.");
        return Optional.empty();
    }
}
