-- Each change of a job's state is a new version of its row, with an entry in every index that holds it. So no index but the
-- primary key holds a job in all its states: lists are merged from the queued, the running and the final ones.
drop index job_newest;
drop index job_newest_by_type;
drop index job_newest_by_state;
create index job_newest_final on job (created_at desc, id desc) where finished_at is not null;
create index job_newest_by_type on job (job_type, created_at desc, id desc) where finished_at is not null;
-- Most jobs succeed, so those that did are found among the final ones.
create index job_newest_unsuccessful on job (state, created_at desc, id desc) where state in ('failed', 'canceled');
-- Queued jobs. It does not name the state, so that no claim is ever planned on it.
create index job_newest_unclaimed on job (created_at desc, id desc) where claimed_event is null and finished_at is null;

-- Running jobs are few. By their ids, so that a heartbeat, which changes the end of the lease, makes no new entry.
drop index job_leases;
create index job_running on job (id) where state = 'running';

-- Ends with a result are counted by the statement that writes them, one line for all of a type; those of a node of the
-- version before, which leave the row without the id of its last line, and all others still by the trigger.
create or replace trigger job_ended after update on job for each row
    when (new.ended_event is null and ((old.finished_at is null) <> (new.finished_at is null)
        or old.state <> new.state and new.finished_at is not null))
    execute function job_count_changed();
