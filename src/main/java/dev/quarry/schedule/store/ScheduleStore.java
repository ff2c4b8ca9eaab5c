package dev.quarry.schedule.store;

import dev.quarry.platform.json.Json;
import dev.quarry.platform.problem.ProblemException;
import dev.quarry.platform.sql.Database;
import dev.quarry.schedule.MissedFires;
import dev.quarry.schedule.Schedule;
import dev.quarry.schedule.ScheduleDefinition;
import dev.quarry.schedule.ScheduleFire;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Reads and writes schedules and their fires. */
@ApplicationScoped
public class ScheduleStore {

    private static final String INSERT = """
            insert into schedule (name, job_type, payload, cron, time_zone, priority, missed_fires, paused, next_fire)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?)
            on conflict (name)
            """;

    private static final String CHANGE = """
             do update set job_type = excluded.job_type, payload = excluded.payload, cron = excluded.cron,
                time_zone = excluded.time_zone, priority = excluded.priority, missed_fires = excluded.missed_fires,
                paused = excluded.paused, next_fire = excluded.next_fire, last_error = null, updated_at = now()
            """;

    /** The most schedules: all are listed at once, with their payloads. */
    private static final int MAX_SCHEDULES = 10_000;

    private static final int MAX_CHARACTERS = 32_000_000;

    private static final String OTHERS =
            "select count(*), coalesce(sum(octet_length(payload)), 0) from schedule where name <> ?";

    private static final String PAUSE =
            "update schedule set paused = ?, next_fire = ?, updated_at = now() where name = ?";

    /**
     * One row per call, so that a schedule whose job cannot be stored does not hold up others; other nodes may take the
     * next.
     */
    private static final String NEXT_DUE = """
            select name from schedule where not paused and next_fire <= now() and name <> all(?)
            order by next_fire limit 1 for update skip locked
            """;

    /** Locks a schedule unless it has fired or was changed meanwhile. */
    private static final String LOCK_IF_DUE = """
            select next_fire from schedule where name = ? and not paused and next_fire <= now() for update
            """;

    private static final String TAKE_FIRE = """
            insert into schedule_fire (schedule, fire_time, job_id) values (?, ?, 0)
            on conflict (schedule, fire_time) do nothing
            """;

    private static final String FIRED = "update schedule_fire set job_id = ? where schedule = ? and fire_time = ?";

    private static final String AFTER_FIRE = """
            update schedule set next_fire = ?, last_fire = coalesce(?, last_fire), last_job_id = coalesce(?, last_job_id),
                last_error = ?
            where name = ?
            """;

    private static final String FIRES = """
            select * from schedule_fire where schedule = ? order by fire_time desc limit ?
            """;

    /** How many fires of each schedule are kept. */
    static final int KEPT_FIRES = 1_000;

    private static final String FORGET_FIRES = """
            delete from schedule_fire f
            using (
                select s.name, (
                    select o.fire_time from schedule_fire o where o.schedule = s.name
                    order by o.fire_time desc offset ? limit 1) as newest
                from schedule s) old
            where f.schedule = old.name and f.fire_time <= old.newest
            """;

    private final Database database;

    @Inject
    public ScheduleStore(Database database) {
        this.database = database;
    }

    /** The database's time, the only clock that fires depend on. */
    public OffsetDateTime now() {
        return database.first("select now()", row -> row.getObject(1, OffsetDateTime.class))
                .orElseThrow();
    }

    /**
     * Creates or changes a schedule.
     *
     * @throws ProblemException 409 when there are as many as can be listed together
     */
    public void put(String name, ScheduleDefinition definition, OffsetDateTime nextFire) {
        boolean room = database.first(
                        OTHERS,
                        row -> row.getLong(1) < MAX_SCHEDULES
                                && row.getLong(2)
                                                + definition
                                                        .payload()
                                                        .toString()
                                                        .length()
                                        <= MAX_CHARACTERS,
                        name)
                .orElseThrow();
        if (!room) {
            throw new ProblemException(
                    409,
                    "Conflict",
                    String.format(
                            Locale.ROOT,
                            "There are %,d schedules, or payloads of %,d characters together, at most: remove some first",
                            MAX_SCHEDULES,
                            MAX_CHARACTERS));
        }
        database.update(INSERT + CHANGE, row(name, definition, nextFire));
    }

    /** Creates a schedule unless there is one of that name. */
    public void createIfAbsent(String name, ScheduleDefinition definition, OffsetDateTime nextFire) {
        database.update(INSERT + " do nothing", row(name, definition, nextFire));
    }

    /** All schedules by name. */
    public List<Schedule> all() {
        return database.query("select * from schedule order by name", ScheduleStore::schedule);
    }

    /** The schedule of that name. */
    public Optional<Schedule> find(String name) {
        return database.first("select * from schedule where name = ?", ScheduleStore::schedule, name);
    }

    /** Removes a schedule with the record of its fires; false when there is none. Its jobs stay. */
    public boolean remove(String name) {
        boolean removed = database.update("delete from schedule where name = ?", name) == 1;
        database.update("delete from schedule_fire where schedule = ?", name);
        return removed;
    }

    /** Pauses a schedule (no next fire) or resumes it. */
    public void pause(String name, boolean paused, OffsetDateTime nextFire) {
        database.update(PAUSE, paused, nextFire, name);
    }

    /**
     * The name of a schedule that is due, locked for the caller's transaction. Nothing else of it is read: one that
     * cannot be read must not hold up the others.
     *
     * @param but the schedules to skip
     */
    public Optional<String> nextDue(Collection<String> but) {
        return database.first(NEXT_DUE, row -> row.getString(1), (Object) but.toArray(String[]::new));
    }

    /**
     * The time for which a schedule is still due, locked for the caller's transaction; empty when it is no longer due.
     */
    public Optional<OffsetDateTime> lockIfDue(String name) {
        return database.first(LOCK_IF_DUE, row -> time(row, "next_fire"), name);
    }

    /** Takes a fire for this node; false when another one has it. */
    public boolean takeFire(String name, OffsetDateTime fireTime) {
        return database.update(TAKE_FIRE, name, fireTime) == 1;
    }

    /** Stores the job of a fire that was taken. */
    public void fired(String name, OffsetDateTime fireTime, long jobId) {
        database.update(FIRED, jobId, name, fireTime);
    }

    /**
     * Stores the result of a fire.
     *
     * @param fireTime null when it was skipped
     * @param jobId null when no job was stored
     * @param error why not; null otherwise
     */
    public void afterFire(String name, OffsetDateTime nextFire, OffsetDateTime fireTime, Long jobId, String error) {
        database.update(AFTER_FIRE, nextFire, fireTime, jobId, error, name);
    }

    /** The latest fires, newest first. */
    public List<ScheduleFire> fires(String name, int limit) {
        return database.query(
                FIRES,
                row -> new ScheduleFire(time(row, "fire_time"), row.getLong("job_id"), time(row, "fired_at")),
                name,
                limit);
    }

    /** Deletes all but the newest {@value #KEPT_FIRES} fires of each schedule; returns how many were deleted. */
    public int forgetOldFires() {
        return database.update(FORGET_FIRES, KEPT_FIRES);
    }

    private static Object[] row(String name, ScheduleDefinition definition, OffsetDateTime nextFire) {
        return new Object[] {
            name,
            definition.jobType(),
            definition.payload().toString(),
            definition.cron(),
            definition.timeZone(),
            definition.priority(),
            definition.missedFires(),
            definition.paused(),
            nextFire
        };
    }

    private static Schedule schedule(ResultSet row) throws SQLException {
        long jobId = row.getLong("last_job_id");
        boolean noJob = row.wasNull();
        return new Schedule(
                row.getString("name"),
                row.getString("job_type"),
                Json.MAPPER.readTree(row.getString("payload")),
                row.getString("cron"),
                row.getString("time_zone"),
                row.getInt("priority"),
                MissedFires.of(row.getString("missed_fires")).orElseThrow(),
                row.getBoolean("paused"),
                time(row, "next_fire"),
                time(row, "last_fire"),
                noJob ? null : jobId,
                row.getString("last_error"),
                time(row, "created_at"),
                time(row, "updated_at"));
    }

    private static OffsetDateTime time(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class);
    }
}
