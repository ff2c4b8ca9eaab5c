package dev.quarry.job.enqueue;

import dev.quarry.job.JobHandler;
import dev.quarry.job.JobOptions;
import dev.quarry.job.JobRequest;
import dev.quarry.job.JobRequest.AfterFailure;
import dev.quarry.job.JobRequest.Chain;
import dev.quarry.job.store.NewJob;
import dev.quarry.platform.json.Described;
import dev.quarry.platform.json.Example;
import dev.quarry.platform.json.Json;
import dev.quarry.platform.json.PayloadReader;
import dev.quarry.platform.problem.InvalidInputException;
import dev.quarry.platform.problem.Violation;
import dev.quarry.platform.trace.TraceContext;
import dev.quarry.platform.trace.Traces;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;

/** Reads and validates requests, so that the jobs it returns can be stored. */
@ApplicationScoped
public class JobRequests {

    /** How many jobs one request may contain. */
    public static final int MAX_AT_ONCE = 1_000;

    /** The most attempts that a request may ask for. */
    public static final int MAX_ATTEMPTS = 100;

    /** The most jobs that one may run after. */
    public static final int MAX_BEFORE = 100;

    /** The longest timeout of an attempt that a request may ask for: a week. */
    public static final int LONGEST_TIMEOUT_SECONDS = 604_800;

    /** The most characters of a key. */
    public static final int LONGEST_KEY = 255;

    private final JobHandlers handlers;
    private final PayloadReader payloads;
    private final Traces traces;

    @Inject
    public JobRequests(JobHandlers handlers, PayloadReader payloads, Traces traces) {
        this.handlers = handlers;
        this.payloads = payloads;
        this.traces = traces;
    }

    /**
     * A job as a client writes it.
     *
     * @param priority 0 when absent
     */
    @Example("""
            {"job_type": "leaderboard_refresh", "payload": {"top_n": 10}, "priority": 5}""")
    public record Body(
            @Described("What is to be done") @NotBlank(message = "is required") String jobType,

            @Described("In a list of jobs, how others of the list name this one in after")
            @Size(min = 1, max = LONGEST_KEY) String name,

            @Described("What the type's own route takes; {} when absent")
            JsonNode payload,

            @Described("Higher runs first in its lane; 0 is usual")
            Integer priority,

            @Described(value = "Not before that time; at once when absent", title = "Not before (UTC)")
            OffsetDateTime runAt,

            @Described(value = "How often it is tried; 5 for prices and 3 for others when absent", title = "Attempts")
            @Min(1) @Max(MAX_ATTEMPTS) Integer maxAttempts,

            @Described(
                    value = "How many seconds an attempt may take; any when absent",
                    title = "Time limit of an attempt")
            @Min(1) @Max(LONGEST_TIMEOUT_SECONDS) Integer timeoutSeconds,

            @Described(
                    value =
                            "Whether the answer is the job of the same type and payload that is queued or runs, if that was unique too",
                    title = "Not twice: if the same is queued or runs, that one")
            Boolean unique,

            @Described("What jobs share whose number at once can be limited") @Size(min = 1, max = LONGEST_KEY) String concurrencyKey,

            @Described("Ids of jobs that it runs after; in a list of jobs also names of others of the list")
            @Size(max = MAX_BEFORE) List<JsonNode> after,

            @Described("What becomes of it when one of those does not succeed: it fails (when absent), or runs anyway")
            AfterFailure afterFailure,

            @Described(
                    "Who is told by a signed request when it has ended: an address on a host that the operator allows")
            @Size(min = 1, max = 2_000) String callbackUrl) {

        JobOptions options() {
            return new JobOptions(
                    priority == null ? 0 : priority,
                    runAt,
                    maxAttempts,
                    timeoutSeconds,
                    unique != null && unique,
                    concurrencyKey);
        }
    }

    /**
     * Reads {@code job_type}, {@code payload} and the options.
     *
     * @throws InvalidInputException naming everything that is wrong; the payload is not examined
     */
    public JobRequest read(JsonNode json) {
        Body body = payloads.read(json, Body.class);
        return request(body, ChainReader.alone(body));
    }

    private static JobRequest request(Body body, Chain chain) {
        JsonNode payload =
                body.payload() == null || body.payload().isNull() ? Json.MAPPER.createObjectNode() : body.payload();
        if (!payload.isObject()) {
            throw new InvalidInputException("payload", "must be an object");
        }
        return new JobRequest(body.jobType(), payload, body.options(), chain);
    }

    /**
     * Reads a list of jobs.
     *
     * @throws InvalidInputException naming {@code [index].field} of everything that is wrong
     */
    public List<JobRequest> readAll(List<JsonNode> jsons) {
        if (jsons.isEmpty() || jsons.size() > MAX_AT_ONCE) {
            throw new InvalidInputException("", "must be 1 to " + MAX_AT_ONCE + " jobs, and these are " + jsons.size());
        }
        List<Body> bodies = each(jsons, json -> payloads.read(json, Body.class));
        ChainReader chains = ChainReader.among(bodies);
        List<JobRequest> requests = each(bodies, body -> request(body, chains.chain(body)));
        chains.requireNoCircle(requests);
        return requests;
    }

    /** What the function makes of each; everything that it refuses is named with its place. */
    private static <T, R> List<R> each(List<T> all, Function<T, R> of) {
        List<Violation> violations = new ArrayList<>();
        List<R> made = new ArrayList<>();
        for (int i = 0; i < all.size(); i++) {
            try {
                made.add(of.apply(all.get(i)));
            } catch (InvalidInputException e) {
                add(violations, e, "[" + i + "]");
            }
        }
        InvalidInputException.throwIfAny(violations);
        return made;
    }

    /**
     * Validates the type and the payload. The job belongs to the current thread's trace.
     *
     * @throws InvalidInputException naming everything that is wrong
     */
    public NewJob check(JobRequest request) {
        JobHandler<?, ?> handler = handler(request);
        checkChain(request);
        return checked(handler, request);
    }

    private JobHandler<?, ?> handler(JobRequest request) {
        return handlers.find(request.jobType())
                .orElseThrow(() ->
                        new InvalidInputException("job_type", "must be one of " + String.join(", ", handlers.types())));
    }

    private NewJob checked(JobHandler<?, ?> handler, JobRequest request) {
        JsonNode payload = validated(handler, request.payload());
        Integer maxAttempts = request.options().maxAttempts();
        return new NewJob(
                handler.type(),
                payload.toString(),
                request.options(),
                maxAttempts == null ? handler.type().retries().maxAttempts() : maxAttempts,
                request.chain(),
                traces.current().map(TraceContext::traceparent).orElse(null));
    }

    /**
     * Validates types and payloads.
     *
     * @throws InvalidInputException naming {@code [index].job_type} or {@code [index].payload.field} of everything that
     *     is wrong
     */
    public List<NewJob> checkAll(List<JobRequest> requests) {
        return checkAll(requests, () -> {});
    }

    /** Validates types and payloads; {@code checkpoint} is called before each, and what it throws is passed on. */
    public List<NewJob> checkAll(List<JobRequest> requests, Runnable checkpoint) {
        List<Violation> violations = new ArrayList<>();
        List<NewJob> jobs = new ArrayList<>();
        for (int i = 0; i < requests.size(); i++) {
            checkpoint.run();
            String place = "[" + i + "]";
            try {
                JobHandler<?, ?> handler = handler(requests.get(i));
                checkChain(requests.get(i));
                place += ".payload";
                jobs.add(checked(handler, requests.get(i)));
            } catch (InvalidInputException e) {
                add(violations, e, place);
            }
        }
        InvalidInputException.throwIfAny(violations);
        return jobs;
    }

    private void checkChain(JobRequest request) {
        Chain chain = request.chain();
        if (chain.waits() && request.options().runAt() != null) {
            throw new InvalidInputException(
                    "run_at", "must not be given together with after, which says when the job runs");
        }
        if (chain.callbackUrl() != null) {
            try {
                validated(handlers.find(Callbacks.TYPE).orElseThrow(), Callbacks.payload(chain.callbackUrl(), 1));
            } catch (InvalidInputException e) {
                throw new InvalidInputException(e.violations().stream()
                        .map(violation -> new Violation("callback_url", violation.reason()))
                        .toList());
            }
        }
    }

    private <P> JsonNode validated(JobHandler<P, ?> handler, JsonNode payload) {
        P parameters = payloads.read(payload, handler.parameters());
        InvalidInputException.throwIfAny(handler.check(parameters));
        return handler.stored(parameters, payload);
    }

    private static void add(List<Violation> violations, InvalidInputException e, String parent) {
        e.violations().forEach(v -> violations.add(v.under(parent)));
    }
}
