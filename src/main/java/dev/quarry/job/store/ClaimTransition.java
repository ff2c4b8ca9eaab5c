package dev.quarry.job.store;

import dev.quarry.job.Lane;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The statements by which workers claim jobs (promise 3). Since many jobs may be claimed at once, long payloads are
 * left out and read when their job begins. Their length is known without reading them.
 */
final class ClaimTransition {

    /**
     * Promise 3. Highest priority first, then the longest due; a row that another node is claiming is skipped, and so
     * is one that is paused or has reached a limit.
     *
     * <p>Blocked rows are recognised by {@code @>}, which the planner expects to match rarely, rather than by a join:
     * so the queue is read in the order of its index, up to the first row that is not blocked.
     *
     * <p>A limited job needs a slot, and a token of its type's rate. Both were free in the statement's snapshot; a slot
     * is taken only if nobody took it since, and the bucket is read again when its row is locked. A claim that comes
     * too late gets a row with a candidate and no claim, and tries again. A slot that was taken in vain counts as free,
     * since no job runs with its token. After a limit was lowered jobs may run in slots beyond it, which count too:
     * then fewer jobs may start than there are free slots, and all claims try the same slot, so that only one of them
     * gets it.
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
                    claimed_event = nextval('job_event_id_seq'), started_event = nextval('job_event_id_seq'),
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
            )
            select claimed.* from candidate left join claimed on claimed.id = candidate.id
            """;

    /**
     * The part of {@link #MANY} and {@link #ABOVE} that claims the candidates. A row that has changed since it was found is
     * looked at again before it is written; its state as an expression, so that no plan reads all of the queue's index for it,
     * which the planner's statistics believe to be empty.
     */
    private static final String CLAIMED = """
            claimed as (
                update job j
                set state = 'running', attempt = attempt + 1, fencing_token = nextval('fencing_token_seq'),
                    lease_until = now() + make_interval(secs => ?), worker_id = ?,
                    started_at = now(), heartbeat_at = now(),
                    claimed_event = nextval('job_event_id_seq'), started_event = nextval('job_event_id_seq'),
                    progress_current = case when failure_policy is null then 0 else progress_current end,
                    progress_total = case when failure_policy is null then 0 else progress_total end,
                    progress_message = null
                from candidate c
                where j.id = c.id and j.state || '' = 'queued' and j.run_at <= now()
                returning j.id, j.job_type, j.lane,
                    case when octet_length(j.payload) <= 100000 then j.payload end as payload,
                    j.attempt, j.fencing_token, j.worker_id, j.parent_id,
                    j.failure_policy is not null as fan_in, j.timeout_seconds, j.progress_current, j.progress_total,
                    j.trace_parent, extract(epoch from now() - greatest(j.run_at, j.created_at)) as due_seconds,
                    extract(epoch from now() - j.created_at) as stored_seconds,
                    j.priority, j.run_at
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
     * Claims several jobs at once, where nothing is limited; returns at least one row, without a job when there is
     * none. {@code elsewhere} says that something is limited, {@code horizon} is the time before which nothing new can
     * be due. A limit that is set at the same moment takes effect in this statement or in the next one.
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
     * Whether there is a job of a higher priority, read in the order of the index. Not by {@code exists}: for that the
     * planner ignores the order, expects to find one soon, and reads the table from its beginning.
     */
    private static final String HIGHER = """
            select true from job h
                    where h.state = 'queued' and h.lane = 'LANE'
                        and h.priority > (select priority from floor) and h.run_at <= now()
                    order by h.priority desc, h.run_at, h.id limit 1""";

    /** Whether a row is one of those among which {@link #ABOVE} looks. */
    private static final String DUE = """
            j.state = 'queued' and j.lane = 'LANE' and j.priority = (select priority from floor)
                    and j.run_at >= (select run_at from floor) and j.run_at <= now()
                    and FREE""";

    /** How many rows {@link #ABOVE} may find claimed by others at this moment and still find one. */
    private static final int MAX_HELD = 64;

    private static final String LOWER = HIGHER.replace("h.priority > ", "h.priority < ");

    /**
     * Like {@link #MANY}, but only for jobs of one priority that have been due since a certain time. Rows that have
     * left the queue leave dead entries in its index until the next vacuum, and {@link #MANY} walks over all of them:
     * milliseconds when tens of thousands of jobs went through. This one begins behind them. {@code elsewhere} says
     * that it found nothing and that there is something outside of where it looked, or something there that it passed
     * over; a due job of a higher priority is never skipped.
     *
     * <p>Locking a row before it is changed is a record of its own in the database's log, so claims keep off each other
     * by advisory locks (on the ids, negative) instead, which are not logged, and pass over rows that anybody else has locked, or had:
     * {@code xmax} is 0 in all others.
     */
    private static final String ABOVE = """
            with floor as materialized (
                select ?::integer as priority, ?::timestamptz as run_at
            ), BLOCKED, candidate as materialized (
                select due.id from (
                    select j.id from job j
                    where DUE and j.xmax = 0 and (HIGHER) is null
                    order by j.run_at, j.id
                    limit MOST + MAX_HELD) due
                where pg_try_advisory_xact_lock(-due.id)
                limit MOST
            ), CLAIMED
            select claimed.*, look.* from (
                select not exists (select from claimed) and (
                    exists (select from queue_limit)
                    or (select true from job j where DUE order by j.run_at, j.id limit 1) is not null
                    or (HIGHER) is not null
                    or (LOWER) is not null) as elsewhere, now() - interval '1 second' as horizon) look
            left join claimed on true
            order by claimed.run_at, claimed.id
            """;

    private static final Map<String, String> TEXTS = new ConcurrentHashMap<>();

    private ClaimTransition() {}

    /**
     * Claims one job, whatever is limited; its arguments are lease and worker. Lane and number are part of the
     * statement and not arguments: with arguments that influence the plan, PostgreSQL plans anew each time, which takes
     * longer than the claim itself.
     */
    static String one(Lane lane) {
        return TEXTS.computeIfAbsent(lane.code(), code -> String.format(Locale.ROOT, ONE, code));
    }

    /** Claims up to {@code most} jobs, and none where anything is limited; arguments as for {@link #one}. */
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
                .replace("DUE", DUE)
                .replace("FREE", FREE)
                .replace("HIGHER", HIGHER)
                .replace("LOWER", LOWER)
                .replace("LANE", lane.code())
                .replace("MAX_HELD", Integer.toString(MAX_HELD))
                .replace("MOST", Integer.toString(most));
    }
}
