package dev.quarry.marketdata;

import dev.quarry.job.JobContext;
import dev.quarry.job.JobFailedException;
import dev.quarry.platform.problem.InvalidInputException;
import java.time.OffsetDateTime;

/** The stored prices, as research reads them. */
public interface PriceHistory {

    /**
     * All finished bars that open at or after {@code start} and at or before {@code end}, from memory where they were
     * read before and have not changed. The arrays are shared and must not be written to.
     */
    Prices load(Series series, OffsetDateTime start, OffsetDateTime end);

    /**
     * The prices as they were stored at a time: without bars that were added later, and with the former values of bars
     * that were replaced later. Nothing is fetched for it.
     *
     * @param time a future time means now
     */
    default PriceHistory asOf(OffsetDateTime time) {
        throw new UnsupportedOperationException("these prices can only be looked at as they are now");
    }

    /** The prices as of a time; null for the prices as they are. */
    default PriceHistory asOfOrNow(OffsetDateTime time) {
        return time == null ? this : asOf(time);
    }

    /**
     * {@link #load} for a job, which must not work on prices with gaps: missing bars are fetched first when the series'
     * exchange can be called. Other series have no source, so their stored bars are all there are.
     *
     * @throws dev.quarry.job.JobFailedException with a sentence that says which bars are not available
     */
    default Prices loadComplete(Series series, OffsetDateTime start, OffsetDateTime end, JobContext job) {
        return load(series, start, end);
    }

    /**
     * {@link #load} for a request: a job fetches missing bars when the series' exchange can be called, and the request
     * waits for it for a limited time.
     *
     * @return at least one bar
     * @throws dev.quarry.platform.problem.ProblemException 400 when there are no bars, saying how to get some, or when
     *     the exchange has none; 409 with the job when fetching takes longer
     */
    default Prices loadRequested(Series series, OffsetDateTime start, OffsetDateTime end) {
        return load(series, start, end);
    }

    /**
     * {@link #load} of prices with adjustments or funding rates. The digest is that of the returned bars, so it changes
     * with the events and rates that the numbers depend on.
     *
     * @throws dev.quarry.platform.problem.InvalidInputException when they cannot be adjusted so
     */
    default Prices load(Series series, OffsetDateTime start, OffsetDateTime end, PriceView view) {
        if (!view.isPlain()) {
            throw new UnsupportedOperationException("these prices can only be looked at as they are stored");
        }
        return load(series, start, end);
    }

    /** {@link #loadComplete} of prices with adjustments or funding rates. */
    default Prices loadComplete(
            Series series, OffsetDateTime start, OffsetDateTime end, PriceView view, JobContext job) {
        Prices plain = loadComplete(series, start, end, job);
        try {
            return view.isPlain() ? plain : load(series, start, end, view);
        } catch (InvalidInputException e) {
            throw new JobFailedException(e.getMessage());
        }
    }

    /** {@link #loadRequested} of prices with adjustments or funding rates. */
    default Prices loadRequested(Series series, OffsetDateTime start, OffsetDateTime end, PriceView view) {
        Prices plain = loadRequested(series, start, end);
        return view.isPlain() ? plain : load(series, start, end, view);
    }
}
