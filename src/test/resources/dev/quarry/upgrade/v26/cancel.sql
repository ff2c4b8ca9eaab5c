-- Cancels jobs and their children; ids twice.
with recursive family as (
    select id from job where id = any(?)
    union all
    select c.id from job c join family f on c.parent_id = f.id
), target as materialized (
    select j.id, j.state, j.waiting, j.id = any(?) as asked,
        j.fencing_token, j.attempt, j.worker_id, j.started_at, j.failure_policy
    from job j join family f on f.id = j.id
    order by j.id
    for update of j
), canceled as (
    update job j
    set state = 'canceled', waiting = false, finished_at = now(), heartbeat_at = now(), lease_until = null
    from target t
    where j.id = t.id and t.state in ('queued', 'running')
    returning j.id, t.asked
), attempt as (
    insert into job_attempt (fencing_token, job_id, step, attempt, worker_id, started_at, outcome, error)
select fencing_token, id, case when failure_policy is null then 'run' else 'gather' end, attempt,
    worker_id, started_at, 'canceled', null
from target where state = 'running' and not waiting

), event as (
    insert into job_event (job_id, level, message)
    select id, 'info', message from (
        select 1 as line, id, 'Cancel requested' as message from target where asked
        union all
        select 2, id, case when asked then 'Job canceled' else 'Job canceled with its parent' end
        from canceled) history
    order by line, id
)
select (select count(*) from target where asked), (select count(*) from canceled where asked)
