-- What turns a migrated database into a simulated one: its clock is a setting, and it watches its own rows.
-- The connection's search path names this schema before pg_catalog, so that every unqualified now() is the one below.
create schema sim;

create function sim.now() returns timestamptz language sql stable
    as $$ select pg_catalog.to_timestamp(pg_catalog.current_setting('sim.now')::pg_catalog.float8) $$;

-- Defaults were bound to the true clock when the tables were made.
do $$
declare
    c record;
begin
    for c in
        select table_name, column_name from information_schema.columns
        where table_schema = 'public' and column_default ~ '(^|[.])(now|clock_timestamp)[(][)]$'
    loop
        execute format('alter table public.%I alter column %I set default sim.now()', c.table_name, c.column_name);
    end loop;
end $$;

-- What handlers write in transactions of their own, held to their attempt.
create table sim.effect (
    job_id        bigint not null,
    fencing_token bigint not null
);

-- Each handler names its token in all that it says, so that a write of one that lost its job is known by it.
create function sim.check_job() returns trigger language plpgsql as $$
declare
    wrong text := case
        when old.state = 'succeeded' then 'was written after its success'
        when old.state in ('failed', 'canceled') and not (new.attempt = 0 and new.fencing_token is null
            and new.result is null and (new.state = 'queued' or new.state = 'running' and new.waiting))
            then 'was written after its end'
        when old.state = 'queued' and new.state not in ('queued', 'running', 'canceled') then 'ended without an attempt'
        when old.state = 'queued' and new.state = 'running' and not (new.attempt = old.attempt + 1
            and new.fencing_token > coalesce(old.fencing_token, 0) and new.lease_until > now() and old.run_at <= now())
            then 'was claimed wrongly'
        when old.state = 'running' and new.state = 'running' and new.fencing_token is distinct from old.fencing_token
            and not (new.waiting and not old.waiting) then 'changed hands while it ran'
        when old.waiting and new.state = 'running' and not new.waiting then 'went on without being queued'
        when old.state = 'running' and not old.waiting and new.state in ('queued', 'failed')
            and new.fencing_token is null and old.lease_until >= now() then 'was rescued before its lease ran out'
        when new.attempt > new.max_attempts then 'has too many attempts'
        when new.progress_message like 'at %' and new.progress_message is distinct from old.progress_message
            and new.progress_message <> 'at ' || coalesce(old.fencing_token, 0) then 'was told progress by a stale attempt'
        when new.state = 'succeeded' and (new.result::json ->> 'token')::bigint is distinct from old.fencing_token
            then 'was ended by a stale attempt'
        when (new.state = 'succeeded') <> (new.result is not null) then 'has a result and no success, or the reverse'
    end;
begin
    if wrong is not null then
        raise exception 'job % %: from % (attempt %, token %) to % (attempt %, token %)', new.id, wrong,
            old.state, old.attempt, old.fencing_token, new.state, new.attempt, new.fencing_token;
    end if;
    return null;
end $$;
create trigger sim_check after update on public.job for each row execute function sim.check_job();

create function sim.check_mark() returns trigger language plpgsql as $$
begin
    if not exists (select from job where id = new.job_id and state = 'running'
            and fencing_token = substring(new.message from 'mark ([0-9]+)')::bigint) then
        raise exception 'job %: an event of a stale attempt: %', new.job_id, new.message;
    end if;
    return null;
end $$;
create trigger sim_check after insert on public.job_event for each row when (new.message like 'mark %')
    execute function sim.check_mark();

create function sim.check_effect() returns trigger language plpgsql as $$
begin
    if not exists (select from job where id = new.job_id and state = 'running' and fencing_token = new.fencing_token) then
        raise exception 'job %: an effect of a stale attempt with token %', new.job_id, new.fencing_token;
    end if;
    return null;
end $$;
create trigger sim_check after insert on sim.effect for each row execute function sim.check_effect();

create function sim.check_attempt() returns trigger language plpgsql as $$
begin
    if substring(new.error from 'token ([0-9]+)')::bigint <> new.fencing_token then
        raise exception 'job %: attempt % failed by a stale one: %', new.job_id, new.fencing_token, new.error;
    end if;
    return null;
end $$;
create trigger sim_check after insert on public.job_attempt for each row when (new.error like '%token %')
    execute function sim.check_attempt();

-- What must hold when everything has come to rest.
create function sim.violations() returns setof text language sql as $$
    select 'job ' || id || ' is still ' || state from job where state not in ('succeeded', 'failed', 'canceled')
    union all
    select 'two jobs for the request ' || payload from job where parent_id is null
        group by payload having count(*) > 1
    union all
    select 'job ' || j.id || ' is ' || j.state || ' with ' || count(a) || ' successful attempts, result '
        || coalesce(j.result, 'none')
        from job j left join job_ended_attempt a on a.job_id = j.id and a.outcome = 'succeeded'
        group by j.id
        having count(a) <> case j.state when 'succeeded' then 1 else 0 end
            or max(a.fencing_token) is distinct from (j.result::json ->> 'token')::bigint
    union all
    select 'job ' || j.id || ' (' || j.state || ') has a wrong history' from job j
        cross join lateral (
            select count(*) filter (where message like 'Job enqueued%') as stored,
                count(*) filter (where message = 'Completed successfully') as done,
                count(*) filter (where message like 'Claimed job%') as claims,
                (array_agg(message order by id))[1] as first,
                (array_agg(message order by id) filter (where message <> 'Cancel requested'))[
                    count(*) filter (where message <> 'Cancel requested')] as last
            from job_history where job_id = j.id) e
        cross join lateral (select count(*) as ended from job_ended_attempt where job_id = j.id) a
        where e.stored <> 1 or e.first not like 'Job enqueued%' or e.claims <> a.ended
            or e.done <> case j.state when 'succeeded' then 1 else 0 end
            or j.state = 'succeeded' and e.last <> 'Completed successfully'
            or j.state = 'canceled' and e.last not like 'Job canceled%'
            or j.state = 'failed' and e.last <> j.error
    union all
    select 'attempts of job ' || job_id || ' overlap' from (
        select job_id, started_at, lag(finished_at) over (partition by job_id order by fencing_token) as before
        from job_ended_attempt) a
        where before > started_at
    union all
    select 'parent ' || p.id || ' (' || p.state || ') has ' || count(c) || ' children' from job p
        left join job c on c.parent_id = p.id
        left join job_event e on e.job_id = p.id and e.message like 'Fanned out into %'
        group by p.id
        having count(distinct e.id) <> case when p.failure_policy is null then 0 else 1 end
            or count(distinct c.id) <> coalesce(max(substring(e.message from 'into ([0-9]+) ')::integer), 0)
            or p.state = 'succeeded' and p.failure_policy is not null
                and (p.result::json ->> 'children')::integer <> count(distinct c.id)
            or p.state = 'succeeded' and p.failure_policy = 'fail_fast'
                and bool_or(c.state <> 'succeeded')
    union all
    select 'counts differ in ' || state from (
        select state, 1 as change from job union all select state, -change from job_count_change) c
        group by state having sum(change) <> 0
$$;
