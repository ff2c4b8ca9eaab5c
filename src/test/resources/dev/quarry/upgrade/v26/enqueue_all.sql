-- Many jobs at once: columns as arrays.
with row as materialized (
    select * from unnest(?::bigint[], ?::text[], ?::text[], ?::bigint[], ?::text[], ?::bigint[], ?::text[],
    ?::text[], ?::text[], ?::text[])
    with ordinality
    as row (id, job_type, lane, priority, payload, max_attempts, run_at, timeout_seconds, unique_key,
        concurrency_key, place)

), stored as (
    insert into job
        (id, job_type, lane, priority, payload, max_attempts, run_at, timeout_seconds, unique_key,
        concurrency_key)
    select id, job_type, lane, priority::integer, payload, max_attempts::integer,
        coalesce(run_at::timestamptz, now()), timeout_seconds::integer, unique_key, concurrency_key
    from row order by place
    returning id
)
insert into job_event (job_id, level, message) select id, 'info', 'Job enqueued' from stored order by id
