-- Parents and children. A job that has fanned out has a failure policy; while its children are open it is waiting:
-- still running to its clients, but without a worker, a lease or a token.

alter table job
    add column parent_id      bigint  references job on delete cascade,
    add column position       integer,
    add column failure_policy text    check (failure_policy in ('fail_fast', 'continue')),
    add column waiting        boolean not null default false,
    drop constraint running_is_leased,
    add constraint running_is_leased check ((state = 'running' and not waiting) = (lease_until is not null)),
    add constraint waiting_is_running check (not waiting or (state = 'running' and failure_policy is not null)),
    add constraint child_has_a_position check ((parent_id is null) = (position is null));

-- One child for each place in its parent's list.
create unique index job_children on job (parent_id, position) where parent_id is not null;
create index job_open_children on job (parent_id)
    where parent_id is not null and state in ('queued', 'running');
create index job_broken_children on job (parent_id)
    where parent_id is not null and state in ('failed', 'canceled');
create index job_waiting on job (id) where waiting;
