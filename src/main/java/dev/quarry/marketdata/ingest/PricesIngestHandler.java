package dev.quarry.marketdata.ingest;

import dev.quarry.job.JobContext;
import dev.quarry.job.JobFailedException;
import dev.quarry.job.JobHandler;
import dev.quarry.job.JobType;
import dev.quarry.job.Lane;
import dev.quarry.marketdata.SeriesRaster;
import dev.quarry.marketdata.exchange.Exchange;
import dev.quarry.marketdata.store.CandleAppend;
import dev.quarry.marketdata.store.CandleAppends;
import dev.quarry.marketdata.store.CandleBatch;
import dev.quarry.marketdata.store.CandleStaging;
import dev.quarry.marketdata.store.IncomingCandles;
import dev.quarry.marketdata.store.NoAppendException;
import dev.quarry.marketdata.store.StagingSpace;
import dev.quarry.marketdata.store.upload.UploadStore;
import dev.quarry.platform.json.Json;
import dev.quarry.platform.problem.Violation;
import dev.quarry.platform.sql.Transactions;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Ingests prices into a series. A file is stored in one transaction, completely or not at all; from an exchange missing
 * bars are fetched and stored answer by answer. Running it again changes nothing.
 */
@ApplicationScoped
public class PricesIngestHandler implements JobHandler<IngestionRequest, IngestionResult> {

    /** The type's name in the REST contract. */
    public static final String TYPE = "prices_ingest";

    private final PriceSources sources;
    private final ExchangeIngestion exchangeIngestion;
    private final CandleAppends appends;
    private final CandleStaging staging;
    private final StagingSpace space;
    private final SeriesWriter writer;
    private final ManySeriesIngestion many;
    private final UploadStore uploads;
    private final Transactions transactions;

    @Inject
    public PricesIngestHandler(
            PriceSources sources,
            ExchangeIngestion exchangeIngestion,
            CandleAppends appends,
            CandleStaging staging,
            StagingSpace space,
            SeriesWriter writer,
            ManySeriesIngestion many,
            UploadStore uploads,
            Transactions transactions) {
        this.sources = sources;
        this.exchangeIngestion = exchangeIngestion;
        this.appends = appends;
        this.staging = staging;
        this.space = space;
        this.writer = writer;
        this.many = many;
        this.uploads = uploads;
        this.transactions = transactions;
    }

    @Override
    public JobType type() {
        return new JobType(TYPE, Lane.IO);
    }

    @Override
    public Class<IngestionRequest> parameters() {
        return IngestionRequest.class;
    }

    @Override
    public List<Violation> check(IngestionRequest request) {
        return sources.check(request);
    }

    @Override
    public IngestionResult run(IngestionRequest request, JobContext job) throws IOException {
        Optional<Exchange> exchange = sources.exchange(request);
        try {
            return exchange.isPresent() ? exchangeIngestion.run(request, exchange.get(), job) : read(request, job);
        } finally {
            space.giveBack();
        }
    }

    private IngestionResult read(IngestionRequest request, JobContext job) throws IOException {
        Optional<IngestionResult> earlier = resultOfEarlierAttempt(request, job);
        if (earlier.isPresent()) {
            return earlier.get();
        }
        job.progress(0, 1, "Fetching + caching OHLCV");
        staging.forgetEarlier(job.jobId());
        try {
            IngestionResult result = store(request, job);
            if (result.rowsRefused() > 0) {
                job.warn(String.format(
                        Locale.ROOT,
                        "Refused %,d lines; the first: %s",
                        result.rowsRefused(),
                        Intake.reasons(result.refused())));
            }
            job.progress(1, 1, "Ingestion complete");
            return result;
        } catch (JobFailedException e) {
            transactions.runInNew(() -> discardUpload(request, job));
            throw e;
        }
    }

    /**
     * Stores the bars of a source. Most files continue a series in the order of time, for which there is a faster way;
     * one that does not is usually noticed at its first bar.
     */
    private IngestionResult store(IngestionRequest request, JobContext job) throws IOException {
        if (request.manySeries()) {
            return many.run(request, job, result -> fenced(request, job, result));
        }
        try {
            return append(request, job);
        } catch (NoAppendException e) {
            return merge(request, job);
        }
    }

    private IngestionResult append(IngestionRequest request, JobContext job) throws IOException {
        try (CandleAppend append = appends.begin(request.series())) {
            Intake intake =
                    read(request, append, append.startedAt(), append.stored().opens(), job);
            intake.requireUsable();
            return append.store(series -> fenced(request, job, writer.appended(request, intake, append, series)));
        }
    }

    private IngestionResult merge(IngestionRequest request, JobContext job) throws IOException {
        try (CandleBatch batch = staging.open(job.jobId())) {
            Intake intake = read(request, batch, batch.startedAt(), writer.stored(request.series()), job);
            batch.flush();
            intake.requireUsable();
            return transactions.inNew(() -> fenced(request, job, writer.merge(request, intake, batch, job)));
        }
    }

    private Intake read(
            IngestionRequest request,
            IncomingCandles candles,
            OffsetDateTime startedAt,
            Optional<SeriesRaster.Stored> stored,
            JobContext job)
            throws IOException {
        Intake intake =
                new Intake(request, startedAt.toInstant().toEpochMilli(), stored, candles, IntakeListener.of(job));
        sources.of(request).read(request, intake, job);
        intake.finish();
        return intake;
    }

    /**
     * Fences as the last step: that locks the job's row until the commit, and a long write under this lock would delay
     * cancellation and heartbeat. What an attempt that lost its job has written is rolled back.
     */
    private IngestionResult fenced(IngestionRequest request, JobContext job, IngestionResult result) {
        if (request.uploadId() != null) {
            uploads.finish(request.uploadId(), job.jobId(), Json.MAPPER.writeValueAsString(result));
        }
        job.fence();
        return result;
    }

    /**
     * The stored result of an earlier attempt: after a crash between the commit of the prices and the end of the job,
     * the upload's content is gone.
     */
    private Optional<IngestionResult> resultOfEarlierAttempt(IngestionRequest request, JobContext job) {
        return Optional.ofNullable(request.uploadId())
                .flatMap(uploads::find)
                .filter(upload -> upload.jobId() != null && upload.jobId() == job.jobId())
                .map(upload -> Json.MAPPER.readValue(upload.result(), IngestionResult.class));
    }

    private void discardUpload(IngestionRequest request, JobContext job) {
        if (request.uploadId() != null) {
            uploads.delete(request.uploadId());
            job.fence();
        }
    }
}
