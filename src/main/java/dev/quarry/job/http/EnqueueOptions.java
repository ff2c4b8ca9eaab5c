package dev.quarry.job.http;

import dev.quarry.job.JobOptions;
import dev.quarry.job.JobRequest;
import dev.quarry.job.JobRequest.AfterFailure;
import dev.quarry.job.JobRequest.Chain;
import dev.quarry.job.enqueue.JobRequests;
import dev.quarry.platform.http.QueryParameter;
import dev.quarry.platform.problem.InvalidInputException;
import dev.quarry.platform.problem.Violation;
import jakarta.ws.rs.core.MultivaluedMap;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;

/** The options that every enqueueing route takes from its query, so that the payload stays as in the contract. */
final class EnqueueOptions {

    /** The options' names in the query. */
    static final List<String> NAMES = List.of(
            "priority",
            "run_at",
            "max_attempts",
            "timeout_seconds",
            "unique",
            "concurrency_key",
            "after",
            "after_failure",
            "callback_url");

    private final MultivaluedMap<String, String> query;
    private final List<Violation> violations = new ArrayList<>();
    private JobOptions options;
    private Chain chain;

    private EnqueueOptions(MultivaluedMap<String, String> query, JobRequest request) {
        this.query = query;
        this.options = request.options();
        this.chain = request.chain();
    }

    /**
     * The request with the query's options ({@link #NAMES}) in the place of its own.
     *
     * @throws InvalidInputException naming each that is wrong
     */
    static JobRequest of(MultivaluedMap<String, String> query, JobRequest request) {
        EnqueueOptions read = new EnqueueOptions(query, request);
        read.readOptions();
        read.readChain();
        InvalidInputException.throwIfAny(read.violations);
        return new JobRequest(request.jobType(), request.payload(), read.options, read.chain);
    }

    private void readOptions() {
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
    }

    private void readChain() {
        tie("after", text -> chain.withAfter(ids(text)));
        tie(
                "after_failure",
                text -> chain.withAfterFailure(AfterFailure.of(text)
                        .orElseThrow(() -> new InvalidInputException("after_failure", "must be fail or run"))));
        tie("callback_url", chain::withCallbackUrl);
    }

    private static List<Long> ids(String text) {
        String[] ids = text.split(",", -1);
        if (ids.length > JobRequests.MAX_BEFORE) {
            throw new InvalidInputException("after", "must be at most " + JobRequests.MAX_BEFORE + " ids");
        }
        return Stream.of(ids).map(id -> QueryParameter.id("after", id.strip())).toList();
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
        given(name, text -> options = with.apply(text));
    }

    private void tie(String name, Function<String, Chain> with) {
        given(name, text -> chain = with.apply(text));
    }

    private void given(String name, Consumer<String> use) {
        // A list may be one text with commas, or the word may be repeated; of other words the first counts.
        String text =
                name.equals("after") ? String.join(",", query.getOrDefault(name, List.of())) : query.getFirst(name);
        if (text == null || text.isEmpty()) {
            return;
        }
        try {
            use.accept(text);
        } catch (InvalidInputException e) {
            violations.addAll(e.violations());
        }
    }
}
