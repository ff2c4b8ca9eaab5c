-- Which jobs a job runs after. While one of its lines is pending the job is queued and due at infinity, so no claim sees it.
create table job_after (
    job_id     bigint  not null references job on delete cascade,
    after_id   bigint  not null,    -- without a reference: a job may be deleted, which counts as one that did not succeed
    run_anyway boolean not null,
    pending    boolean not null default true,
    primary key (job_id, after_id)
);

create index job_after_predecessor on job_after (after_id);
create index job_after_pending on job_after (job_id) where pending;
