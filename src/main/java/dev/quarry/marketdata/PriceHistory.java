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
}
