-- Jobs whose lease has run out.
with expired as materialized (
    select id, attempt < max_attempts as again, fencing_token, attempt, worker_id, started_at, failure_policy from job
    where state = 'running' and lease_until < now()
    order by lease_until
    limit 100
    for update skip locked
), rescued as (
    update job j
    set state = case when e.again then 'queued' else 'failed' end,
        lease_until = null, fencing_token = null,
        finished_at = case when e.again then null else now() end,
        error = case when e.again then j.error
            else 'The worker was lost in each of ' || j.attempt || ' attempts; the last was ' || e.worker_id
            end
    from expired e
    where j.id = e.id
    returning j.id, j.lane, j.state, j.error, e.worker_id
), ended as (
    insert into job_attempt (fencing_token, job_id, step, attempt, worker_id, started_at, outcome, error)
select fencing_token, id, case when failure_policy is null then 'run' else 'gather' end, attempt,
    worker_id, started_at, 'lost', 'The lease ran out without a heartbeat'
from expired

), event as (
    insert into job_event (job_id, level, message)
    select id, case state when 'queued' then 'warn' else 'error' end,
        case state when 'queued' then 'Lease of ' || worker_id || ' expired; queued again' else error end
    from rescued
)
select id, lane, state from rescued
