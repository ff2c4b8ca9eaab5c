-- Every attempt, written once, when it ends; the one that runs is in the job's row. A token names it, and as each token
-- can end only once, so can an attempt.
create table job_attempt (
    fencing_token bigint      primary key,
    job_id        bigint      not null references job on delete cascade,
    step          text        not null check (step in ('run', 'gather')),
    attempt       integer     not null,
    worker_id     text        not null,
    started_at    timestamptz not null,
    finished_at   timestamptz not null default now(),
    outcome       text        not null check (outcome in
        ('succeeded', 'failed', 'timed_out', 'canceled', 'lost', 'handed_back', 'fanned_out')),
    error         text
);
create index job_attempt_history on job_attempt (job_id, fencing_token);

-- A job that is to run later, be it by wish or after a failure, takes its place by the time at which it is due.
drop index job_claim_order;
create index job_claim_order on job (lane, priority desc, run_at, id) where state = 'queued';
