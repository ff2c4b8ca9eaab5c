package dev.quarry.job.http;

import dev.quarry.job.JobOptions;
import dev.quarry.job.enqueue.JobRequests;
import dev.quarry.platform.http.QueryParameter;
import dev.quarry.platform.problem.InvalidInputException;
import dev.quarry.platform.problem.Violation;
import jakarta.ws.rs.core.MultivaluedMap;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** The options that every enqueueing route takes from its query, so that the payload stays as in the contract. */
final class EnqueueOptions {

    /** The options' names in the query. */
    static final List<String> NAMES =
            List.of("priority", "run_at", "max_attempts", "timeout_seconds", "unique", "concurrency_key");

    private final MultivaluedMap<String, String> query;
    private final List<Violation> violations = new ArrayList<>();
    private JobOptions options;

    private EnqueueOptions(MultivaluedMap<String, String> query, JobOptions options) {
        this.query = query;
        this.options = options;
    }

    /**
     * The given options, overridden by the query's {@code priority}, {@code run_at}, {@code max_attempts},
     * {@code timeout_seconds}, {@code unique} and {@code concurrency_key}.
     *
     * @throws InvalidInputException naming each that is wrong
     */
    static JobOptions of(MultivaluedMap<String, String> query, JobOptions options) {
        return new EnqueueOptions(query, options).read();
    }

    private JobOptions read() {
        take(
                "priority",
                text -> options.withPriority(
                        QueryParameter.integer("priority", text, 0, Integer.MIN_VALUE, Integer.MAX_VALUE)));
        take("run_at", text -> options.withRunAt(QueryParameter.time("run_at", text)));
        take(
                "max_attempts",
                text -> options.withMaxAttempts(
                        QueryParameter.integer("max_attempts", text, 1, 1, JobRequests.MAX_ATTEMPTS)));
        take(
                "timeout_seconds",
                text -> options.withTimeoutSeconds(
                        QueryParameter.integer("timeout_seconds", text, 1, 1, JobRequests.LONGEST_TIMEOUT_SECONDS)));
        take("unique", text -> options.withUnique(QueryParameter.flag("unique", text, false)));
        take("concurrency_key", text -> options.withConcurrencyKey(key(text)));
        InvalidInputException.throwIfAny(violations);
        return options;
    }

    private static String key(String text) {
        String key = QueryParameter.text("concurrency_key", text);
        if (key.length() > JobRequests.LONGEST_KEY) {
            throw new InvalidInputException(
                    "concurrency_key", "must have at most " + JobRequests.LONGEST_KEY + " characters");
        }
        return key;
    }

    private void take(String name, Function<String, JobOptions> with) {
        String text = query.getFirst(name);
        if (text == null || text.isEmpty()) {
            return;
        }
        try {
            options = with.apply(text);
        } catch (InvalidInputException e) {
            violations.addAll(e.violations());
        }
    }
}
