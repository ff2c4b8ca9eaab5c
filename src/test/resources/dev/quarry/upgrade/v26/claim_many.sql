-- At most four jobs of the lane light; lease in seconds, worker.
with blocked as materialized (
    select scope, name from queue_pause
), candidate as materialized (
    select j.id from job j
    where j.state = 'queued' and j.lane = 'light' and j.run_at <= now()
        and not (array(select name from blocked where scope = 'lane') @> array[j.lane])
        and not (array(select name from blocked where scope = 'job_type') @> array[j.job_type])
        and not exists (select from queue_limit)
    order by j.priority desc, j.run_at, j.id
    limit 4
    for update of j skip locked
), claimed as (
    update job j
    set state = 'running', attempt = attempt + 1, fencing_token = nextval('fencing_token_seq'),
        lease_until = now() + make_interval(secs => ?), worker_id = ?,
        started_at = now(), heartbeat_at = now(),
        progress_current = case when failure_policy is null then 0 else progress_current end,
        progress_total = case when failure_policy is null then 0 else progress_total end,
        progress_message = null
    from candidate c
    where j.id = c.id
    returning j.id, j.job_type, j.lane, j.payload, j.attempt, j.fencing_token, j.worker_id, j.parent_id,
        j.failure_policy is not null as fan_in, j.timeout_seconds, j.progress_current, j.progress_total,
        j.priority, j.run_at
), event as (
    insert into job_event (job_id, level, message)
    select id, 'info', message from claimed, unnest(array[
        'Claimed job type=' || job_type || ' worker_id=' || worker_id || ' attempt=' || attempt,
        'Starting execution']) with ordinality as line (message, number)
    order by id, number
)
select claimed.*, look.* from (
    select exists (select from queue_limit) as elsewhere, now() - interval '1 second' as horizon) look
left join claimed on true
order by claimed.priority desc, claimed.run_at, claimed.id
