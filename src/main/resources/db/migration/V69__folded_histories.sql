-- What nearly every job's history says is in its row: when it was stored, claimed and ended, by whom, and as which attempt. So
-- the row keeps only the ids of those lines, taken from the sequence of job_event; a null says that the line is stored there, as
-- a node of the version before does, or not written yet. job_attempt has the attempts that ended without a result.
alter table job
    add column enqueued_event bigint,
    add column claimed_event  bigint,
    add column started_event  bigint,
    add column ended_event    bigint;

-- Where streams find them; of running jobs there are few, by job_leases. The first does not name the state, so that no claim is
-- ever planned on it.
create index job_enqueued_events on job (enqueued_event)
    where enqueued_event is not null and claimed_event is null and finished_at is null;
create index job_ended_events on job (ended_event) where ended_event is not null;

-- The next claim writes over what the row says of an attempt that ended without a result: its lines are stored with their
-- ids when it ends, whichever version's node ends it. (Not before the update: that would lock the row of each update once
-- more.)
create function job_attempt_over() returns trigger language plpgsql as $$
begin
    insert into job_event (id, job_id, ts, level, message) overriding system value values
        (old.claimed_event, old.id, old.started_at, 'info', 'Claimed job type=' || old.job_type || ' worker_id='
            || old.worker_id || ' attempt=' || old.attempt),
        (old.started_event, old.id, old.started_at, 'info', 'Starting execution');
    if new.claimed_event is not null then    -- a node of the version before, which does not know it
        update job set claimed_event = null, started_event = null where id = old.id;
    end if;
    return null;
end $$;

create trigger job_attempt_over after update on job for each row
    when (old.claimed_event is not null and old.state = 'running' and new.state <> 'succeeded'
        and (new.state <> 'running' or new.waiting))
    execute function job_attempt_over();

-- The lines that rows stand for.
create view job_line as
select line.id, j.id as job_id, line.ts, 'info' as level, line.message
from job j
cross join lateral (values
    (j.enqueued_event, j.created_at, 'Job enqueued' || coalesce(' by its parent ' || j.parent_id, '')),
    (j.claimed_event, j.started_at,
        'Claimed job type=' || j.job_type || ' worker_id=' || j.worker_id || ' attempt=' || j.attempt),
    (j.started_event, j.started_at, 'Starting execution'),
    (j.ended_event, j.finished_at, 'Completed successfully')) line (id, ts, message)
where line.id is not null;

-- The lines of all histories.
create view job_history as
select id, job_id, ts, level, message from job_event
union all
select id, job_id, ts, level, message from job_line;

-- All attempts that have ended. Not "is not null": one job's would be looked for in the index of all ended ones while the
-- statistics think that empty.
create view job_ended_attempt as
select fencing_token, job_id, step, attempt, worker_id, started_at, finished_at, outcome, error from job_attempt
union all
select fencing_token, id, case when failure_policy is null then 'run' else 'gather' end, attempt, worker_id, started_at,
    finished_at, 'succeeded', null
from job where coalesce(ended_event, 0) > 0;
