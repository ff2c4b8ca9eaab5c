package dev.quarry.job.callback;

import dev.quarry.job.JobContext;
import dev.quarry.job.JobDetail;
import dev.quarry.job.JobFailedException;
import dev.quarry.job.JobHandler;
import dev.quarry.job.JobState;
import dev.quarry.job.JobType;
import dev.quarry.job.Lane;
import dev.quarry.job.RetryPolicy;
import dev.quarry.job.TemporaryFailureException;
import dev.quarry.job.enqueue.Callbacks;
import dev.quarry.job.store.read.JobArchive;
import dev.quarry.platform.json.Described;
import dev.quarry.platform.json.Json;
import dev.quarry.platform.problem.Violation;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;

/**
 * Tells an address that a job has ended. What the queue does for every job is done for this one too: it is stored with the job
 * whose end it tells, is tried again while the address is away, and its attempts are the log of the delivery.
 */
@ApplicationScoped
public class CallbackHandler implements JobHandler<CallbackRequest, CallbackHandler.Delivery> {

    /** Twelve tries within about six hours: whoever is told may be away for long. */
    private static final RetryPolicy RETRIES = new RetryPolicy(12, Duration.ofSeconds(5), Duration.ofHours(1));

    private static final int TOO_MANY_REQUESTS = 429;
    private static final int REQUEST_TIMEOUT = 408;

    private final AllowedCallbacks allowed;
    private final JobArchive jobs;
    private final CallbackPost post;
    private final Clock clock;

    @Inject
    public CallbackHandler(AllowedCallbacks allowed, JobArchive jobs, CallbackPost post) {
        this.allowed = allowed;
        this.jobs = jobs;
        this.post = post;
        this.clock = Clock.systemUTC();
    }

    /** What was answered. */
    public record Delivery(
            @Described("The address that was told") String url,
            @Described("The HTTP status that it answered") int status) {}

    /** What is sent. */
    public record Message(
            @Described("job. and the state") String type,
            @Described("When it is sent, UTC") OffsetDateTime timestamp,
            @Described("The job") Told data) {}

    /** The job, without its payload and result: these are at {@code GET /v1/jobs/{id}}. */
    public record Told(
            @Described("Its id") long id,
            @Described("The job's type") String jobType,
            @Described("The state") JobState status,
            @Described("When it was stored") OffsetDateTime createdAt,

            @Described("When it was started; null before that")
            OffsetDateTime startedAt,

            @Described("When it ended") OffsetDateTime finishedAt,

            @Described("Seconds from the last start to the end; null when it never started")
            Double tookSeconds,

            @Described("How often it was started") int attempt,

            @Described("Why it failed, a sentence; null without failure")
            String error) {}

    @Override
    public JobType type() {
        return new JobType(Callbacks.TYPE, Lane.IO, RETRIES);
    }

    @Override
    public Class<CallbackRequest> parameters() {
        return CallbackRequest.class;
    }

    @Override
    public List<Violation> check(CallbackRequest request) {
        return allowed.fault(request.url()).map(fault -> new Violation("url", fault)).stream()
                .toList();
    }

    @Override
    public Delivery run(CallbackRequest request, JobContext job) {
        // What was allowed when it was stored may not be any more.
        allowed.fault(request.url()).ifPresent(fault -> {
            throw new JobFailedException("The address " + fault);
        });
        JobDetail told = jobs.find(request.jobId())
                .orElseThrow(() -> new JobFailedException("Job " + request.jobId() + " has been deleted"));
        OffsetDateTime now = OffsetDateTime.ofInstant(clock.instant(), ZoneOffset.UTC);
        String body = Json.MAPPER.writeValueAsString(
                new Message("job." + told.status().code(), now, told(told)));
        String id = "msg_" + job.jobId();
        long seconds = now.toEpochSecond();
        CallbackPost.Answer answer = post.send(
                URI.create(request.url()), id, seconds, allowed.signature(id, seconds, body), body, job::checkpoint);
        return delivered(request.url(), answer);
    }

    private static Delivery delivered(String url, CallbackPost.Answer answer) {
        int status = answer.status();
        if (status / 100 == 2) {
            return new Delivery(url, status);
        }
        String sentence = url + " answered with HTTP " + status;
        if (status / 100 == 5 || status == TOO_MANY_REQUESTS || status == REQUEST_TIMEOUT) {
            throw new TemporaryFailureException(sentence, null, answer.retryAfter());
        }
        throw new JobFailedException(sentence);
    }

    private static Told told(JobDetail job) {
        return new Told(
                job.id(),
                job.jobType(),
                job.status(),
                job.createdAt(),
                job.startedAt(),
                job.finishedAt(),
                job.tookSeconds(),
                job.attempt(),
                job.error());
    }
}
