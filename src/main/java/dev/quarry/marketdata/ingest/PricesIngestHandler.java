package dev.quarry.marketdata.ingest;

import dev.quarry.job.JobContext;
import dev.quarry.job.JobFailedException;
import dev.quarry.job.JobHandler;
import dev.quarry.job.JobType;
import dev.quarry.job.Lane;
import dev.quarry.marketdata.CandleRules;
import dev.quarry.marketdata.exchange.Exchange;
import dev.quarry.marketdata.store.CandleBatch;
import dev.quarry.marketdata.store.CandleStaging;
import dev.quarry.marketdata.store.UploadStore;
import dev.quarry.platform.json.Json;
import dev.quarry.platform.problem.Violation;
import dev.quarry.platform.sql.Transactions;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * Brings prices into a series. A file is read into a batch that is merged in one transaction, so that the series has all
 * of it or nothing; an exchange is asked for what is missing, an answer after the other. Running it again changes nothing.
 */
@ApplicationScoped
public class PricesIngestHandler implements JobHandler<IngestionRequest, IngestionResult> {

    /** The type's name in the REST contract. */
    public static final String TYPE = "prices_ingest";

    private final PriceSources sources;
    private final ExchangeIngestion exchangeIngestion;
    private final CandleStaging staging;
    private final SeriesWriter writer;
    private final UploadStore uploads;
    private final Transactions transactions;

    @Inject
    public PricesIngestHandler(
            PriceSources sources,
            ExchangeIngestion exchangeIngestion,
            CandleStaging staging,
            SeriesWriter writer,
            UploadStore uploads,
            Transactions transactions) {
        this.sources = sources;
        this.exchangeIngestion = exchangeIngestion;
        this.staging = staging;
        this.writer = writer;
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
        return exchange.isPresent() ? exchangeIngestion.run(request, exchange.get(), job) : read(request, job);
    }

    private IngestionResult read(IngestionRequest request, JobContext job) throws IOException {
        Optional<IngestionResult> earlier = resultOfEarlierAttempt(request, job);
        if (earlier.isPresent()) {
            return earlier.get();
        }
        job.progress(0, 1, "Fetching + caching OHLCV");
        try (CandleBatch batch = staging.open(job.jobId())) {
            CandleRules rules = new CandleRules(
                    request.series().timeframe(), batch.startedAt().toInstant().toEpochMilli());
            Intake intake = new Intake(request, rules, batch, job);
            sources.of(request).read(request, intake, job);
            batch.flush();
            intake.requireUsable();
            IngestionResult result = transactions.inNew(() -> store(request, intake, batch, job));
            if (result.rowsRefused() > 0) {
                job.warn("Refused %,d lines; the first: %s".formatted(result.rowsRefused(), intake.firstReasons()));
            }
            job.progress(1, 1, "Ingestion complete");
            return result;
        } catch (JobFailedException e) {
            transactions.runInNew(() -> discardUpload(request, job));
            throw e;
        }
    }

    /**
     * The fence comes last: it locks the job's row until the commit, and a long merge under that lock would hold up
     * cancel and heartbeat. What an attempt that lost its job has merged by then is rolled back.
     */
    private IngestionResult store(IngestionRequest request, Intake intake, CandleBatch batch, JobContext job) {
        IngestionResult result = writer.merge(request, intake, batch, job);
        if (request.uploadId() != null) {
            uploads.finish(request.uploadId(), job.jobId(), Json.MAPPER.writeValueAsString(result));
        }
        job.fence();
        return result;
    }

    /** After a crash between the commit of the prices and the end of the job, the upload's content is gone. */
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
