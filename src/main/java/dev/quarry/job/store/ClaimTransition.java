package dev.quarry.job.store;

import dev.quarry.job.Lane;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The statements that give jobs to workers (promise 3). Long payloads are left out, to be read when their job begins: many jobs
 * are claimed at once. Their length is known without reading them.
 */
final class ClaimTransition {

    /**
     * Promise 3. Highest priority first, then the longest due; a row that another node is claiming is passed over, and so
     * is what is paused or has reached a limit.
     *
     * <p>What is blocked is asked for by {@code @>}, which the planner expects to be rare, and not joined: so the queue is
     * read in the order of its index, up to the first row that is not blocked.
     *
     * <p>A limited job needs a slot, and a token of its type's rate. Both were seen free in the statement's snapshot; a
     * slot is taken only if nobody took it since, and the bucket is read again when its row is locked. Whoever comes too
     * late gets a row with a candidate and no claim, and tries again. A slot that was taken in vain is free: no job runs
     * with its token. After a limit was lowered jobs may run in slots beyond it, which count too: then fewer may start than
     * there are free slots, and all who claim try the same one, so that only one of them gets it.
     */
    private static final String ONE = """
            with blocked as materialized (
                select scope, name from queue_pause
                union all
                select l.scope, l.name from queue_limit l
                where l.max_running is not null and l.max_running <= (
                        select count(*) from queue_slot s
                        where s.scope = l.scope and s.name = l.name and exists (
                            select from job r
                            where r.id = s.job_id and r.state = 'running' and r.fencing_token = s.fencing_token))
                    or l.rate_per_minute is not null and least(l.burst,
                        l.tokens + extract(epoch from now() - l.refilled_at) * l.rate_per_minute / 60) < 1
            ), candidate as materialized (
                select j.id, j.job_type, j.concurrency_key from job j
                where j.state = 'queued' and j.lane = '%s' and j.run_at <= now()
                    and not (array(select name from blocked where scope = 'lane') @> array[j.lane])
                    and not (array(select name from blocked where scope = 'job_type') @> array[j.job_type])
                    and not (array(select name from blocked where scope = 'key') @> array[j.concurrency_key])
                order by j.priority desc, j.run_at, j.id
                limit 1
                for update of j skip locked
            ), token as materialized (
                select nextval('fencing_token_seq') as value from candidate
            ), applied as materialized (
                select l.scope, l.name, l.max_running, l.rate_per_minute from queue_limit l
                join candidate c
                    on l.scope = 'job_type' and l.name = c.job_type or l.scope = 'key' and l.name = c.concurrency_key
            ), free as materialized (
                select distinct on (s.scope, s.name) s.scope, s.name, s.number, s.fencing_token
                from queue_slot s
                join applied a on a.scope = s.scope and a.name = s.name and a.max_running is not null
                where s.number <= a.max_running and not exists (
                    select from job r
                    where r.id = s.job_id and r.state = 'running' and r.fencing_token = s.fencing_token)
                order by s.scope, s.name, case
                    when exists (
                        select from queue_slot o
                        where o.scope = a.scope and o.name = a.name and o.number > a.max_running)
                    then s.number else random() end
            ), slot as (
                update queue_slot s
                set job_id = c.id, fencing_token = t.value
                from free f, candidate c, token t
                where s.scope = f.scope and s.name = f.name and s.number = f.number
                    and s.fencing_token is not distinct from f.fencing_token
                returning s.scope
            ), bucket as (
                update queue_limit l
                set tokens = least(l.burst,
                        l.tokens + extract(epoch from now() - l.refilled_at) * l.rate_per_minute / 60) - 1,
                    refilled_at = now()
                from applied a
                where l.scope = a.scope and l.name = a.name and l.rate_per_minute is not null
                    and (select count(*) from slot) = (select count(*) from applied where max_running is not null)
                    and least(l.burst,
                        l.tokens + extract(epoch from now() - l.refilled_at) * l.rate_per_minute / 60) >= 1
                returning l.scope
            ), claimed as (
                update job j
                set state = 'running', attempt = attempt + 1, fencing_token = t.value,
                    lease_until = now() + make_interval(secs => ?), worker_id = ?,
                    started_at = now(), heartbeat_at = now(),
                    progress_current = case when failure_policy is null then 0 else progress_current end,
                    progress_total = case when failure_policy is null then 0 else progress_total end,
                    progress_message = null
                from candidate c, token t
                where j.id = c.id
                    and (select count(*) from slot) = (select count(*) from applied where max_running is not null)
                    and (select count(*) from bucket) = (select count(*) from applied where rate_per_minute is not null)
                returning j.id, j.job_type, j.lane,
                    case when octet_length(j.payload) <= 100000 then j.payload end as payload,
                    j.attempt, j.fencing_token, j.worker_id, j.parent_id,
                    j.failure_policy is not null as fan_in, j.timeout_seconds, j.progress_current, j.progress_total,
                    j.trace_parent, extract(epoch from now() - greatest(j.run_at, j.created_at)) as due_seconds,
                    extract(epoch from now() - j.created_at) as stored_seconds
            ), event as (
                insert into job_event (job_id, level, message)
                select id, 'info', message from claimed, unnest(array[
                    'Claimed job type=' || job_type || ' worker_id=' || worker_id || ' attempt=' || attempt,
                    'Starting execution']) with ordinality as line (message, number)
                order by id, number
            )
            select claimed.* from candidate left join claimed on claimed.id = candidate.id
            """;

    /** What becomes of the candidates of {@link #MANY} and {@link #ABOVE}. */
    private static final String CLAIMED = """
            claimed as (
                update job j
                set state = 'running', attempt = attempt + 1, fencing_token = nextval('fencing_token_seq'),
                    lease_until = now() + make_interval(secs => ?), worker_id = ?,
                    started_at = now(), heartbeat_at = now(),
                    progress_current = case when failure_policy is null then 0 else progress_current end,
                    progress_total = case when failure_policy is null then 0 else progress_total end,
                    progress_message = null
                from candidate c
                where j.id = c.id
                returning j.id, j.job_type, j.lane,
                    case when octet_length(j.payload) <= 100000 then j.payload end as payload,
                    j.attempt, j.fencing_token, j.worker_id, j.parent_id,
                    j.failure_policy is not null as fan_in, j.timeout_seconds, j.progress_current, j.progress_total,
                    j.trace_parent, extract(epoch from now() - greatest(j.run_at, j.created_at)) as due_seconds,
                    extract(epoch from now() - j.created_at) as stored_seconds,
                    j.priority, j.run_at
            ), event as (
                insert into job_event (job_id, level, message)
                select id, 'info', message from claimed, unnest(array[
                    'Claimed job type=' || job_type || ' worker_id=' || worker_id || ' attempt=' || attempt,
                    'Starting execution']) with ordinality as line (message, number)
                order by id, number
            )""";

    private static final String BLOCKED = """
            blocked as materialized (
                select scope, name from queue_pause
            )""";

    private static final String FREE = """
            not (array(select name from blocked where scope = 'lane') @> array[j.lane])
                    and not (array(select name from blocked where scope = 'job_type') @> array[j.job_type])
                    and not exists (select from queue_limit)""";

    /**
     * The same for several jobs at once, where nothing is limited; at least one row, without a job when there is none.
     * {@code elsewhere} tells that something is limited, {@code horizon} the time before which nothing new can be due. A
     * limit that is set in this very moment counts for this statement or for the next one.
     */
    private static final String MANY = """
            with BLOCKED, candidate as materialized (
                select j.id from job j
                where j.state = 'queued' and j.lane = 'LANE' and j.run_at <= now()
                    and FREE
                order by j.priority desc, j.run_at, j.id
                limit MOST
                for update of j skip locked
            ), CLAIMED
            select claimed.*, look.* from (
                select exists (select from queue_limit) as elsewhere, now() - interval '1 second' as horizon) look
            left join claimed on true
            order by claimed.priority desc, claimed.run_at, claimed.id
            """;

    /**
     * Whether there is one of a higher priority, in the order of the index. Not {@code exists}: for that the planner drops
     * the order, expects to meet one soon, and reads the table from its beginning.
     */
    private static final String HIGHER = """
            select true from job h
                    where h.state = 'queued' and h.lane = 'LANE'
                        and h.priority > (select priority from floor) and h.run_at <= now()
                    order by h.priority desc, h.run_at, h.id limit 1""";

    private static final String LOWER = HIGHER.replace("h.priority > ", "h.priority < ");

    /**
     * The same again, but only for jobs of one priority that are due since a time. Rows that have left the queue leave
     * dead entries in its index until the next vacuum, and {@link #MANY} walks over all of them: milliseconds when tens of
     * thousands of jobs went through. This one begins behind them. {@code elsewhere} tells that it has found nothing and
     * that there is something outside of what it looked at; a due job of a higher priority is never passed over.
     */
    private static final String ABOVE = """
            with floor as materialized (
                select ?::integer as priority, ?::timestamptz as run_at
            ), BLOCKED, candidate as materialized (
                select j.id from job j
                where j.state = 'queued' and j.lane = 'LANE' and j.priority = (select priority from floor)
                    and j.run_at >= (select run_at from floor) and j.run_at <= now()
                    and FREE
                    and (HIGHER) is null
                order by j.run_at, j.id
                limit MOST
                for update of j skip locked
            ), CLAIMED
            select claimed.*, look.* from (
                select not exists (select from candidate) and (
                    exists (select from queue_limit)
                    or (HIGHER) is not null
                    or (LOWER) is not null) as elsewhere,
                    null::timestamptz as horizon) look
            left join claimed on true
            order by claimed.run_at, claimed.id
            """;

    private static final Map<String, String> TEXTS = new ConcurrentHashMap<>();

    private ClaimTransition() {}

    /**
     * One job, whatever is limited; its arguments are lease and worker. Lane and number are part of the texts and not
     * arguments: with arguments that matter for the plan PostgreSQL makes a new one each time, which takes longer than
     * the claim itself.
     */
    static String one(Lane lane) {
        return TEXTS.computeIfAbsent(lane.code(), code -> String.format(Locale.ROOT, ONE, code));
    }

    /** At most so many jobs, and none where anything is limited; arguments as for {@link #one}. */
    static String many(Lane lane, int most) {
        return TEXTS.computeIfAbsent("many" + lane.code() + most, key -> text(MANY, lane, most));
    }

    /** Like {@link #many}, from a place on: its arguments are priority, time, lease and worker. */
    static String above(Lane lane, int most) {
        return TEXTS.computeIfAbsent("above" + lane.code() + most, key -> text(ABOVE, lane, most));
    }

    private static String text(String statement, Lane lane, int most) {
        return statement
                .replace("BLOCKED", BLOCKED)
                .replace("CLAIMED", CLAIMED)
                .replace("FREE", FREE)
                .replace("HIGHER", HIGHER)
                .replace("LOWER", LOWER)
                .replace("LANE", lane.code())
                .replace("MOST", Integer.toString(most));
    }
}
