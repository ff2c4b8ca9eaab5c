-- Recurring work. The row of a fire in schedule_fire keeps it to one job in the cluster, whatever the number of nodes.
create table schedule (
    name         text        primary key,
    job_type     text        not null,
    payload      text        not null,
    cron         text        not null,
    time_zone    text        not null,
    priority     integer     not null,
    missed_fires text        not null check (missed_fires in ('fire_once', 'skip')),
    paused       boolean     not null,
    next_fire    timestamptz,            -- null while paused, and when the expression never comes round again
    last_fire    timestamptz,
    last_job_id  bigint,
    last_error   text,                   -- why the last fire brought no job
    created_at   timestamptz not null default now(),
    updated_at   timestamptz not null default now()
);
create index schedule_due on schedule (next_fire) where not paused;

create index schedule_fire_newest on schedule_fire (schedule, fire_time desc);
