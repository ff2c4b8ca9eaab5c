-- The queue. The row is the truth; a message on the broker is only a wake-up.

-- Handed out in blocks of 50 to each node (JPA allocationSize).
create sequence job_id_seq start with 50 increment by 50;

-- A new token for every claim; no two claims of any job share one.
create sequence fencing_token_seq;

create table job (
    id               bigint      primary key,
    job_type         text        not null,
    lane             text        not null check (lane in ('io', 'compute', 'light')),
    state            text        not null default 'queued'
                                 check (state in ('queued', 'running', 'succeeded', 'failed', 'canceled')),
    priority         integer     not null default 0,
    payload          text        not null,
    result           text,
    error            text,
    attempt          integer     not null default 0,
    max_attempts     integer     not null check (max_attempts >= 1),
    fencing_token    bigint,
    lease_until      timestamptz,
    worker_id        text,
    created_at       timestamptz not null default now(),
    run_at           timestamptz not null default now(),
    started_at       timestamptz,
    finished_at      timestamptz,
    heartbeat_at     timestamptz,
    progress_current bigint      not null default 0,
    progress_total   bigint      not null default 0,
    progress_message text,
    constraint running_is_leased check ((state = 'running') = (lease_until is not null)),
    constraint final_is_finished check ((state in ('succeeded', 'failed', 'canceled')) = (finished_at is not null))
);

-- The hot sets are small whatever the table's size.
create index job_claim_order on job (lane, priority desc, created_at, id) where state = 'queued';
create index job_leases on job (lease_until) where state = 'running';
create index job_newest on job (created_at desc, id desc);
create index job_newest_by_state on job (state, created_at desc, id desc);
create index job_newest_by_type on job (job_type, created_at desc, id desc);

create table job_event (
    id      bigint      generated always as identity primary key,
    job_id  bigint      not null references job on delete cascade,
    ts      timestamptz not null default clock_timestamp(),
    level   text        not null check (level in ('info', 'warn', 'error')),
    message text        not null
);
create index job_event_history on job_event (job_id, id);

-- One row per fire of a schedule in the whole cluster: whoever inserts it enqueues the job.
create table schedule_fire (
    schedule  text        not null,
    fire_time timestamptz not null,
    job_id    bigint      not null,
    fired_at  timestamptz not null default now(),
    primary key (schedule, fire_time)
);
