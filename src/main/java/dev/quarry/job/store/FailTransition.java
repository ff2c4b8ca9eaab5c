package dev.quarry.job.store;

import java.util.Locale;

/** The statement that ends an attempt with its error: state, error, attempt and event together. */
final class FailTransition {

    /** The job is queued again if another attempt may help and is left; otherwise it fails. */
    static final String SQL =
            String.format(Locale.ROOT, """
            with failure as materialized (
                select j.id, f.error, f.outcome, f.pause,
                    f.pause is not null and j.attempt < j.max_attempts as again
                from job j
                cross join (select ?::text as error, ?::text as outcome, ?::double precision as pause) f
                where j.id = ? and j.state = 'running' and j.fencing_token = ?
                for no key update of j
            ), failed as (
                update job j
                set state = case when f.again then 'queued' else 'failed' end,
                    error = case when f.again then null else f.error end,
                    run_at = case when f.again then now() + make_interval(secs => f.pause) else j.run_at end,
                    finished_at = case when f.again then null else now() end,
                    heartbeat_at = now(), lease_until = null,
                    progress_current = ?, progress_total = ?, progress_message = ?,
                    claimed_event = null, started_event = null
                from failure f
                where j.id = f.id
                returning j.id, j.state, f.error as failed_with, f.outcome, f.pause, j.max_attempts, %s
            ), ended as (
                %s
            ), event as (
                insert into job_event (job_id, level, message)
                select id, case state when 'queued' then 'warn' else 'error' end,
                    case state when 'queued'
                        then 'Attempt ' || attempt || ' of ' || max_attempts || ' failed: ' || failed_with
                            || '; the next starts in ' || round(pause::numeric, 1) || ' s'
                        else failed_with end
                from failed
            )
            select state from failed
            """, Attempts.COLUMNS, Attempts.ended("failed", "outcome", "failed_with"));

    private FailTransition() {}
}
