-- Error, outcome, pause in seconds, id, token, current, total, message.
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
        progress_current = ?, progress_total = ?, progress_message = ?
    from failure f
    where j.id = f.id
    returning j.id, j.state, f.error as failed_with, f.outcome, f.pause, j.max_attempts, fencing_token, attempt, worker_id, started_at, failure_policy
), ended as (
    insert into job_attempt (fencing_token, job_id, step, attempt, worker_id, started_at, outcome, error)
select fencing_token, id, case when failure_policy is null then 'run' else 'gather' end, attempt,
    worker_id, started_at, outcome, failed_with
from failed

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
