package dev.quarry.marketdata.ingest;

import dev.quarry.job.JobContext;
import dev.quarry.marketdata.CandleSink;
import dev.quarry.platform.problem.Violation;
import java.io.IOException;
import java.util.List;

/** The port through which bars come in whole: files, the sample. Exchanges, asked for what is missing, have their own. */
public interface PriceSource {

    /** The name by which requests choose it. */
    String name();

    /** What of a valid request this source cannot serve; asked at enqueue. */
    List<Violation> check(IngestionRequest request);

    /**
     * Hands over the bars of the request, in any order; more than were asked for do no harm. Lets pass what the sink
     * throws.
     *
     * @param job for events, and for checkpoints while it waits
     * @throws dev.quarry.job.JobFailedException when the bars cannot be had
     */
    void read(IngestionRequest request, CandleSink sink, JobContext job) throws IOException;
}
