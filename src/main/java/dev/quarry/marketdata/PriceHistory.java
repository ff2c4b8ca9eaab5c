package dev.quarry.marketdata;

import dev.quarry.job.JobContext;
import dev.quarry.job.JobFailedException;
import dev.quarry.platform.problem.InvalidInputException;
import java.time.OffsetDateTime;

/** The stored prices, as research reads them. */
public interface PriceHistory {

    /**
     * All finished bars that open at or after {@code start} and at or before {@code end}, from memory where they
     * were read before and have not changed. Shared: nobody writes to the arrays.
     */
    Prices load(Series series, OffsetDateTime start, OffsetDateTime end);

    /**
     * The prices as they were stored at a time: what was added later is not there, what was replaced later has its values of
     * then. Nothing is fetched for it.
     *
     * @param time a time to come is now
     */
    default PriceHistory asOf(OffsetDateTime time) {
        throw new UnsupportedOperationException("these prices can only be looked at as they are now");
    }

    /** The same; null for the prices as they are. */
    default PriceHistory asOfOrNow(OffsetDateTime time) {
        return time == null ? this : asOf(time);
    }

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

    /**
     * {@link #load} of prices that are looked at otherwise than they are stored. The digest is that of what is handed over, so
     * it changes with the events and rates that the numbers depend on.
     *
     * @throws dev.quarry.platform.problem.InvalidInputException when they cannot be looked at so
     */
    default Prices load(Series series, OffsetDateTime start, OffsetDateTime end, PriceView view) {
        if (!view.isPlain()) {
            throw new UnsupportedOperationException("these prices can only be looked at as they are stored");
        }
        return load(series, start, end);
    }

    /** {@link #loadComplete} in the same way. */
    default Prices loadComplete(
            Series series, OffsetDateTime start, OffsetDateTime end, PriceView view, JobContext job) {
        Prices plain = loadComplete(series, start, end, job);
        try {
            return view.isPlain() ? plain : load(series, start, end, view);
        } catch (InvalidInputException e) {
            throw new JobFailedException(e.getMessage());
        }
    }

    /** {@link #loadRequested} in the same way. */
    default Prices loadRequested(Series series, OffsetDateTime start, OffsetDateTime end, PriceView view) {
        Prices plain = loadRequested(series, start, end);
        return view.isPlain() ? plain : load(series, start, end, view);
    }
}
