package dev.quarry.job;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/**
 * A request to run a job.
 *
 * @param jobType a type that some handler has
 * @param payload a JSON object, read into that handler's parameter record
 * @param options how it is to be run
 * @param chain what it runs after, and who is told of its end
 */
public record JobRequest(String jobType, JsonNode payload, JobOptions options, Chain chain) {

    /** A job that waits for no other. */
    public JobRequest(String jobType, JsonNode payload, JobOptions options) {
        this(jobType, payload, options, Chain.NONE);
    }

    /** A job with the type's defaults, as soon as possible. */
    public JobRequest(String jobType, JsonNode payload) {
        this(jobType, payload, JobOptions.NONE);
    }

    /** @param priority higher runs first within a lane; the default is 0 */
    public JobRequest(String jobType, JsonNode payload, int priority) {
        this(jobType, payload, JobOptions.NONE.withPriority(priority));
    }

    /** What becomes of a job when one that it runs after fails, is canceled or is deleted. */
    public enum AfterFailure {
        /** It fails without being started, with a sentence that names that job. */
        FAIL,
        /** It runs when all of them have ended, however they ended. */
        RUN;

        /** The name in the REST contract. */
        @JsonValue
        public String code() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** The choice of that name; empty when there is none. */
        public static Optional<AfterFailure> of(String code) {
            return Stream.of(values())
                    .filter(choice -> choice.code().equals(code))
                    .findFirst();
        }
    }

    /**
     * How a job is tied to others.
     *
     * @param after ids of stored jobs that it runs after
     * @param places the places, from 0, of jobs of the same list that it runs after
     * @param afterFailure what becomes of it when one of them does not succeed
     * @param callbackUrl who is told of its end; null for nobody
     */
    public record Chain(List<Long> after, List<Integer> places, AfterFailure afterFailure, String callbackUrl) {

        /** A job by itself. */
        public static final Chain NONE = new Chain(List.of(), List.of(), AfterFailure.FAIL, null);

        public Chain {
            after = List.copyOf(after);
            places = List.copyOf(places);
        }

        /** Whether it has to wait for other jobs. */
        public boolean waits() {
            return !after.isEmpty() || !places.isEmpty();
        }

        /** This one, after these stored jobs. */
        public Chain withAfter(List<Long> ids) {
            return new Chain(ids, places, afterFailure, callbackUrl);
        }

        /** This one, with another choice. */
        public Chain withAfterFailure(AfterFailure choice) {
            return new Chain(after, places, choice, callbackUrl);
        }

        /** This one, after these jobs of the same list. */
        public Chain withPlaces(List<Integer> others) {
            return new Chain(after, others, afterFailure, callbackUrl);
        }

        /** This one, with another address that is told. */
        public Chain withCallbackUrl(String url) {
            return new Chain(after, places, afterFailure, url);
        }
    }
}
