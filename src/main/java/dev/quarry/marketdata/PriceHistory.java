package dev.quarry.marketdata;

import dev.quarry.job.JobContext;
import java.time.OffsetDateTime;

/** The stored prices, as research reads them. */
public interface PriceHistory {

    /**
     * All finished bars that open at or after {@code start} and at or before {@code end}, from memory where they
     * were read before and have not changed. Shared: nobody writes to the arrays.
     */
    Prices load(Series series, OffsetDateTime start, OffsetDateTime end);

    /**
     * The same for a job, which must not work on prices with holes: what is missing is fetched first when the exchange
     * of the series is a source here. Series of other names have no source, so what is stored of them is all there is.
     *
     * @throws dev.quarry.job.JobFailedException with a sentence that says which bars cannot be had
     */
    default Prices loadComplete(Series series, OffsetDateTime start, OffsetDateTime end, JobContext job) {
        return load(series, start, end);
    }

    /**
     * The same for a request: a job fetches what is missing when the exchange of the series is a source here, and the
     * request waits for it within a bound.
     *
     * @return one bar or more
     * @throws dev.quarry.platform.problem.ProblemException 400 when there are no bars, saying how to get some, or when the
     *     exchange has none; 409 with the job when fetching takes longer
     */
    default Prices loadRequested(Series series, OffsetDateTime start, OffsetDateTime end) {
        return load(series, start, end);
    }
}
