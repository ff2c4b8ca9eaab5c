-- What a request may ask beside the work itself.
alter table job
    add column timeout_seconds integer check (timeout_seconds >= 1),
    add column unique_key      text;

-- No second active job with the same key: the digest of type and payload of a job that asked to be unique.
create unique index job_unique_active on job (unique_key)
    where unique_key is not null and state in ('queued', 'running');

-- Which jobs a request with an Idempotency-Key brought. The digest is of all that was asked for.
create table idempotency_key (
    key        text        primary key,
    digest     text        not null,
    job_ids    bigint[]    not null default '{}',
    created_at timestamptz not null default now()
);
create index idempotency_key_age on idempotency_key (created_at);
