package dev.quarry.marketdata.ingest;

import dev.quarry.job.JobContext;
import dev.quarry.job.JobFailedException;
import dev.quarry.marketdata.ingest.IngestionResult.Bounds;
import dev.quarry.marketdata.ingest.IngestionResult.Range;
import dev.quarry.marketdata.ingest.IngestionResult.RefusedLine;
import dev.quarry.marketdata.store.CandleStaging;
import dev.quarry.platform.sql.Transactions;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.ToLongFunction;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * Ingests a file with several series. Each is checked by itself; valid ones are stored in one transaction, the others
 * are listed with the reason. When none is valid the job fails.
 */
@ApplicationScoped
class ManySeriesIngestion {

    private static final int REFUSED_NAMED = 100;
    private static final int ERRORS_NAMED = 3;

    private final FileSource file;
    private final CandleStaging staging;
    private final SeriesWriter writer;
    private final Transactions transactions;

    @Inject
    ManySeriesIngestion(FileSource file, CandleStaging staging, SeriesWriter writer, Transactions transactions) {
        this.file = file;
        this.staging = staging;
        this.writer = writer;
        this.transactions = transactions;
    }

    /** @param last called at the end of the transaction that stores the bars */
    IngestionResult run(IngestionRequest request, JobContext job, UnaryOperator<IngestionResult> last)
            throws IOException {
        try (SeriesIntakes intakes = new SeriesIntakes(request, staging, writer, job)) {
            file.readMany(request, intakes, job);
            intakes.finish();
            requireAny(intakes);
            return transactions.inNew(() -> last.apply(stored(request, intakes, job)));
        }
    }

    private static void requireAny(SeriesIntakes intakes) {
        if (intakes.all().stream().anyMatch(one -> one.error() == null)) {
            return;
        }
        List<String> errors = Stream.concat(
                        intakes.all().stream().map(one -> one.request().symbol() + ": " + one.error()),
                        intakes.failed().stream().map(one -> one.symbol() + ": " + one.error()))
                .toList();
        throw new JobFailedException(
                errors.isEmpty()
                        ? "The file holds no bars of any symbol."
                        : String.format(
                                Locale.ROOT,
                                "None of the %,d series can be stored. %s",
                                errors.size(),
                                String.join(" ", errors.subList(0, Math.min(ERRORS_NAMED, errors.size())))));
    }

    private IngestionResult stored(IngestionRequest request, SeriesIntakes intakes, JobContext job) {
        List<SeriesOutcome> outcomes = new ArrayList<>();
        List<RefusedLine> refused = new ArrayList<>();
        long returned = 0;
        for (SeriesIntake one : intakes.all()) {
            refused.addAll(one.refused());
            if (one.error() != null) {
                outcomes.add(SeriesOutcome.failed(
                        one.request().symbol(),
                        one.request().timeframe(),
                        one.error(),
                        one.intake().refused()));
                continue;
            }
            IngestionResult result = writer.merge(one.request(), one.intake(), one.batch(), job);
            returned += result.rowsReturned();
            outcomes.add(SeriesOutcome.stored(result, one.refused()));
        }
        outcomes.addAll(intakes.failed());
        long failures = outcomes.stream().filter(one -> one.error() != null).count();
        if (failures > 0) {
            job.warn(String.format(
                    Locale.ROOT, "%,d of %,d series were not stored; the result says why.", failures, outcomes.size()));
        }
        return new IngestionResult(
                request.label(),
                null,
                request.timeframe(),
                new Range(request.startTs(), request.endTs()),
                bounds(outcomes),
                returned,
                sum(outcomes, SeriesOutcome::rowsAccepted),
                sum(outcomes, SeriesOutcome::rowsAdded),
                sum(outcomes, SeriesOutcome::rowsReplaced),
                sum(outcomes, SeriesOutcome::rowsUnchanged),
                sum(outcomes, SeriesOutcome::rowsDuplicate),
                sum(outcomes, SeriesOutcome::rowsOutside),
                sum(outcomes, SeriesOutcome::rowsRefused) + intakes.refusedLines(),
                List.copyOf(refused.subList(0, Math.min(REFUSED_NAMED, refused.size()))),
                List.of(),
                outcomes,
                null);
    }

    private static long sum(List<SeriesOutcome> outcomes, ToLongFunction<SeriesOutcome> figure) {
        return outcomes.stream().mapToLong(figure).sum();
    }

    private static Bounds bounds(List<SeriesOutcome> outcomes) {
        List<Bounds> all = outcomes.stream()
                .map(SeriesOutcome::cachedBounds)
                .filter(Objects::nonNull)
                .toList();
        OffsetDateTime first =
                all.stream().map(Bounds::minTs).min(Comparator.naturalOrder()).orElse(null);
        OffsetDateTime last =
                all.stream().map(Bounds::maxTs).max(Comparator.naturalOrder()).orElse(null);
        return new Bounds(first, last);
    }
}
