-- Current, total, message, id, token.
with given as (
    update job
    set state = 'queued', attempt = attempt - 1, heartbeat_at = now(), lease_until = null,
        progress_current = ?, progress_total = ?, progress_message = ?
    where id = ? and state = 'running' and fencing_token = ?
    returning id, fencing_token, attempt + 1 as attempt, worker_id, started_at, failure_policy
), ended as (
    insert into job_attempt (fencing_token, job_id, step, attempt, worker_id, started_at, outcome, error)
select fencing_token, id, case when failure_policy is null then 'run' else 'gather' end, attempt,
    worker_id, started_at, 'handed_back', null
from given

)
insert into job_event (job_id, level, message)
select id, 'info', 'Handed back by ' || worker_id || ', which takes no more work; queued again' from given
