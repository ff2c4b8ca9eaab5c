-- Arrays of ids, tokens, results, current, total, messages.
with success as materialized (
    select * from unnest(?::bigint[], ?::bigint[], ?::text[], ?::bigint[], ?::bigint[], ?::text[])
        as s (job_id, token, result, current, total, message)
    order by job_id
), done as (
    update job j
    set state = 'succeeded', result = s.result, error = null, finished_at = now(), heartbeat_at = now(),
        lease_until = null, progress_current = s.current, progress_total = s.total,
        progress_message = s.message
    from success s
    where j.id = s.job_id and j.state = 'running' and j.fencing_token = s.token
    returning j.id, fencing_token, attempt, worker_id, started_at, failure_policy
), ended as (
    insert into job_attempt (fencing_token, job_id, step, attempt, worker_id, started_at, outcome, error)
select fencing_token, id, case when failure_policy is null then 'run' else 'gather' end, attempt,
    worker_id, started_at, 'succeeded', null
from done

), event as (
    insert into job_event (job_id, level, message)
    select id, 'info', 'Completed successfully' from done
)
select fencing_token from done
