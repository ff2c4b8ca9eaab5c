-- The first event of a job that was stored; run_at, id, run_at, id.
with delayed as (
    update job set run_at = ?::timestamptz where id = ? and ?::timestamptz is not null
)
insert into job_event (job_id, level, message) values (?, 'info', 'Job enqueued')
