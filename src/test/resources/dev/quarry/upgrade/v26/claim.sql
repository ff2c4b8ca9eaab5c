-- One job of the lane light; lease in seconds, worker.
with blocked as materialized (
    select scope, name from queue_pause
    union all
    select l.scope, l.name from queue_limit l
    where l.max_running is not null and not exists (
            select from queue_slot s
            where s.scope = l.scope and s.name = l.name and not exists (
                select from job r
                where r.id = s.job_id and r.state = 'running' and r.fencing_token = s.fencing_token))
        or l.rate_per_minute is not null and least(l.burst,
            l.tokens + extract(epoch from now() - l.refilled_at) * l.rate_per_minute / 60) < 1
), candidate as materialized (
    select j.id, j.job_type, j.concurrency_key from job j
    where j.state = 'queued' and j.lane = 'light' and j.run_at <= now()
        and not (array(select name from blocked where scope = 'lane') @> array[j.lane])
        and not (array(select name from blocked where scope = 'job_type') @> array[j.job_type])
        and not (array(select name from blocked where scope = 'key') @> array[j.concurrency_key])
    order by j.priority desc, j.run_at, j.id
    limit 1
    for update of j skip locked
), token as materialized (
    select nextval('fencing_token_seq') as value from candidate
), applied as materialized (
    select l.scope, l.name, l.max_running, l.rate_per_minute from queue_limit l
    join candidate c
        on l.scope = 'job_type' and l.name = c.job_type or l.scope = 'key' and l.name = c.concurrency_key
), free as materialized (
    select distinct on (s.scope, s.name) s.scope, s.name, s.number, s.fencing_token
    from queue_slot s
    join applied a on a.scope = s.scope and a.name = s.name and a.max_running is not null
    where not exists (
        select from job r
        where r.id = s.job_id and r.state = 'running' and r.fencing_token = s.fencing_token)
    order by s.scope, s.name, random()
), slot as (
    update queue_slot s
    set job_id = c.id, fencing_token = t.value
    from free f, candidate c, token t
    where s.scope = f.scope and s.name = f.name and s.number = f.number
        and s.fencing_token is not distinct from f.fencing_token
    returning s.scope
), bucket as (
    update queue_limit l
    set tokens = least(l.burst,
            l.tokens + extract(epoch from now() - l.refilled_at) * l.rate_per_minute / 60) - 1,
        refilled_at = now()
    from applied a
    where l.scope = a.scope and l.name = a.name and l.rate_per_minute is not null
        and (select count(*) from slot) = (select count(*) from applied where max_running is not null)
        and least(l.burst,
            l.tokens + extract(epoch from now() - l.refilled_at) * l.rate_per_minute / 60) >= 1
    returning l.scope
), claimed as (
    update job j
    set state = 'running', attempt = attempt + 1, fencing_token = t.value,
        lease_until = now() + make_interval(secs => ?), worker_id = ?,
        started_at = now(), heartbeat_at = now(),
        progress_current = case when failure_policy is null then 0 else progress_current end,
        progress_total = case when failure_policy is null then 0 else progress_total end,
        progress_message = null
    from candidate c, token t
    where j.id = c.id
        and (select count(*) from slot) = (select count(*) from applied where max_running is not null)
        and (select count(*) from bucket) = (select count(*) from applied where rate_per_minute is not null)
    returning j.id, j.job_type, j.lane, j.payload, j.attempt, j.fencing_token, j.worker_id, j.parent_id,
        j.failure_policy is not null as fan_in, j.timeout_seconds, j.progress_current, j.progress_total
), event as (
    insert into job_event (job_id, level, message)
    select id, 'info', message from claimed, unnest(array[
        'Claimed job type=' || job_type || ' worker_id=' || worker_id || ' attempt=' || attempt,
        'Starting execution']) with ordinality as line (message, number)
    order by id, number
)
select claimed.* from candidate left join claimed on claimed.id = candidate.id
