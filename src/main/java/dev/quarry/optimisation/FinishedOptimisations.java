package dev.quarry.optimisation;

import dev.quarry.job.JobDetail;
import dev.quarry.job.JobState;
import dev.quarry.job.store.JobArchive;
import dev.quarry.platform.json.Json;
import dev.quarry.platform.json.PayloadReader;
import dev.quarry.platform.problem.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Locale;
import tools.jackson.databind.JsonNode;

/** Optimisations that have succeeded, with what they were asked for. */
@ApplicationScoped
class FinishedOptimisations {

    private final JobArchive jobs;
    private final PayloadReader reader;

    @Inject
    FinishedOptimisations(JobArchive jobs, PayloadReader reader) {
        this.jobs = jobs;
        this.reader = reader;
    }

    /**
     * An optimisation with its result.
     *
     * @param result JSON of an {@link OptimizeResult}
     */
    record Finished(long jobId, OptimizeRequest request, JsonNode result) {}

    /** @throws ProblemException 404 when there is no such job, 409 when it is of another type or has no result */
    Finished find(long jobId) {
        JobDetail job = jobs.find(jobId).orElseThrow(() -> ProblemException.notFound("Job not found"));
        if (!job.jobType().equals(OptimizeHandler.TYPE.name())) {
            throw conflict(String.format(
                    Locale.ROOT, "Job %d is of type %s; only optimize jobs have this", jobId, job.jobType()));
        }
        if (job.status() != JobState.SUCCEEDED || job.result() == null) {
            throw conflict(String.format(
                    Locale.ROOT,
                    "Job %d has no result: it is %s",
                    jobId,
                    Json.MAPPER.valueToTree(job.status()).asString()));
        }
        OptimizeRequest request = reader.read(Json.MAPPER.readTree(job.payload()), OptimizeRequest.class);
        return new Finished(jobId, request, Json.MAPPER.readTree(job.result()));
    }

    static ProblemException conflict(String sentence) {
        return new ProblemException(409, "Conflict", sentence);
    }
}
