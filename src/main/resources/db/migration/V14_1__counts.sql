-- How many jobs ended how, without counting them: each end leaves a line, and a timer adds the lines up. Exact at any
-- moment, since a count is the sum of both; no two ends ever write the same row.
create table job_count (
    job_type text   not null,
    state    text   not null,
    total    bigint not null,
    primary key (job_type, state)
);

create table job_count_change (
    job_type text    not null,
    state    text    not null,
    change   integer not null
);

create function job_count_changed() returns trigger language plpgsql as $$
begin
    if tg_op <> 'INSERT' and old.finished_at is not null then
        insert into job_count_change values (old.job_type, old.state, -1);
    end if;
    if tg_op <> 'DELETE' and new.finished_at is not null then
        insert into job_count_change values (new.job_type, new.state, 1);
    end if;
    return null;
end $$;

create trigger job_ended after update on job for each row
    when ((old.finished_at is null) <> (new.finished_at is null) or old.state <> new.state and new.finished_at is not null)
    execute function job_count_changed();
create trigger job_stored_ended after insert on job for each row
    when (new.finished_at is not null) execute function job_count_changed();
create trigger job_deleted_ended after delete on job for each row
    when (old.finished_at is not null) execute function job_count_changed();

insert into job_count
select job_type, state, count(*) from job where finished_at is not null group by job_type, state;
