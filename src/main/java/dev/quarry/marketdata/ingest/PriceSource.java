package dev.quarry.marketdata.ingest;

import dev.quarry.job.JobContext;
import dev.quarry.marketdata.CandleSink;
import dev.quarry.platform.problem.Violation;
import java.io.IOException;
import java.util.List;

/**
 * The port of sources that are read completely: files, the sample. Exchanges, from which only missing bars are
 * requested, have a port of their own.
 */
public interface PriceSource {

    /** The name by which requests choose it. */
    String name();

    /** What is wrong with an otherwise valid request to this source; checked at enqueue. */
    List<Violation> check(IngestionRequest request);

    /**
     * Passes the bars of the request to the sink, in any order; further bars do no harm. Exceptions of the sink are
     * passed on.
     *
     * @param job for events, and for checkpoints while it waits
     * @throws dev.quarry.job.JobFailedException when the bars are not available
     */
    void read(IngestionRequest request, CandleSink sink, JobContext job) throws IOException;
}
