package dev.quarry.job.store;

import dev.quarry.job.JobAttempt;
import dev.quarry.platform.json.Json;
import java.util.List;
import java.util.Locale;
import tools.jackson.core.type.TypeReference;

/** The history of attempts: reading it, and the part of a statement that ends attempts without a result and stores them. */
public final class Attempts {

    /** The columns of a job that {@link #ended} needs. */
    static final String COLUMNS = "fencing_token, attempt, worker_id, started_at, failure_policy";

    /** The newest hundred attempts of job {@code j}, the oldest first, as JSON: of the same snapshot as the job. */
    public static final String HISTORY = """
            (select coalesce(json_agg(json_build_object(
                    'step', a.step, 'attempt', a.attempt, 'worker_id', a.worker_id, 'started_at', a.started_at,
                    'finished_at', a.finished_at,
                    'took_seconds', round(extract(epoch from a.finished_at - a.started_at), 3), 'outcome', a.outcome, 'error', a.error)
                    order by a.fencing_token), '[]')
                from (
                    select fencing_token, step, attempt, worker_id, started_at, finished_at, outcome, error
                    from job_ended_attempt where job_id = j.id
                    union all
                    select j.fencing_token, case when j.failure_policy is null then 'run' else 'gather' end, j.attempt,
                        j.worker_id, j.started_at, null, null, null
                    where j.state = 'running' and not j.waiting
                    order by fencing_token desc
                    limit 100) a)
            """;

    private Attempts() {}

    /**
     * The part of a statement that stores attempts which end.
     *
     * @param jobs the rows with {@code id} and {@link #COLUMNS}, where each has a token
     * @param outcome SQL of the outcome
     * @param error SQL of the error
     */
    static String ended(String jobs, String outcome, String error) {
        return String.format(Locale.ROOT, """
                insert into job_attempt (fencing_token, job_id, step, attempt, worker_id, started_at, outcome, error)
                select fencing_token, id, case when failure_policy is null then 'run' else 'gather' end, attempt,
                    worker_id, started_at, %s, %s
                from %s
                """, outcome, error, jobs);
    }

    /** Reads what {@link #HISTORY} returned. */
    public static List<JobAttempt> read(String json) {
        return Json.MAPPER.readValue(json, new TypeReference<List<JobAttempt>>() {});
    }
}
