-- What may be claimed: pauses, limits over the whole cluster, and the keys that jobs share.
alter table job add column concurrency_key text;

create table queue_pause (
    scope     text        not null check (scope in ('lane', 'job_type')),
    name      text        not null,
    paused_at timestamptz not null default now(),
    primary key (scope, name)
);

-- A rate is a bucket of tokens that is filled by the database's clock; burst is what it can hold.
create table queue_limit (
    scope           text             not null check (scope in ('job_type', 'key')),
    name            text             not null,
    max_running     integer          check (max_running between 1 and 1000),
    rate_per_minute double precision check (rate_per_minute > 0),
    burst           integer          not null default 1 check (burst >= 1),
    tokens          double precision not null default 1,
    refilled_at     timestamptz      not null default now(),
    primary key (scope, name)
);

-- One row for each job that may run at once. A slot is free unless the job it names still runs with that token, so
-- nothing has to be given back, whatever becomes of the worker.
create table queue_slot (
    scope         text    not null,
    name          text    not null,
    number        integer not null,
    job_id        bigint,
    fencing_token bigint,
    primary key (scope, name, number),
    foreign key (scope, name) references queue_limit on delete cascade
);

create index job_finished on job (state, finished_at) where finished_at is not null;
