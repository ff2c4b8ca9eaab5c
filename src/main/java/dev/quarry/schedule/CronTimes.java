package dev.quarry.schedule;

import com.cronutils.model.Cron;
import com.cronutils.model.CronType;
import com.cronutils.model.definition.CronDefinition;
import com.cronutils.model.definition.CronDefinitionBuilder;
import com.cronutils.model.time.ExecutionTime;
import com.cronutils.parser.CronParser;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.zone.ZoneOffsetTransition;
import java.util.Map;
import java.util.Optional;

/**
 * The times of a cron expression: five fields as in crontab(5) (minute, hour, day of month, month, day of week), or
 * {@code @hourly}, {@code @daily}, {@code @weekly}, {@code @monthly}, {@code @yearly}.
 *
 * <p>Changes of clocks are treated as by cron. An expression that names its hours fires once for each of its local
 * times: for times that are skipped, when the gap is over; for times that occur twice, at the first. One whose hours
 * begin with {@code *} goes by elapsed time: skipped times are not made up for, and in an hour that occurs twice it
 * fires in both.
 */
public final class CronTimes {

    private static final CronDefinition UNIX = CronDefinitionBuilder.instanceDefinitionFor(CronType.UNIX);

    private static final Map<String, String> NAMED = Map.of(
            "@hourly", "0 * * * *",
            "@daily", "0 0 * * *",
            "@midnight", "0 0 * * *",
            "@weekly", "0 0 * * 0",
            "@monthly", "0 0 1 * *",
            "@yearly", "0 0 1 1 *",
            "@annually", "0 0 1 1 *");

    /** Longer than any change of clocks. */
    private static final Duration LONGEST_CHANGE = Duration.ofHours(25);

    private final ExecutionTime times;
    private final ZoneId zone;
    private final boolean byLocalTime;

    private CronTimes(Cron cron, ZoneId zone) {
        this.times = ExecutionTime.forCron(cron);
        this.zone = zone;
        this.byLocalTime = !zone.getRules().isFixedOffset()
                && !cron.asString().split(" ")[1].startsWith("*");
    }

    /**
     * Reads an expression.
     *
     * @param timeZone an IANA name such as Europe/Berlin, or an offset
     * @throws IllegalArgumentException with what is wrong with one of the two
     */
    public static CronTimes of(String expression, String timeZone) {
        return new CronTimes(cron(expression), zone(timeZone));
    }

    /**
     * Reads the expression alone.
     *
     * @throws IllegalArgumentException with what is wrong
     */
    static Cron cron(String expression) {
        return new CronParser(UNIX)
                .parse(NAMED.getOrDefault(expression.strip(), expression))
                .validate();
    }

    /**
     * Reads the zone alone.
     *
     * @throws IllegalArgumentException when there is no such zone
     */
    static ZoneId zone(String timeZone) {
        try {
            return ZoneId.of(timeZone);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("must be a time zone such as UTC or Europe/Berlin", e);
        }
    }

    /** The first time after that one, UTC; empty when there is none. */
    public Optional<OffsetDateTime> after(OffsetDateTime time) {
        if (!byLocalTime) {
            return times.nextExecution(time.atZoneSameInstant(zone)).map(CronTimes::utc);
        }
        Optional<ZonedDateTime> local = times.nextExecution(local(time, LONGEST_CHANGE.negated()));
        while (local.isPresent() && !instant(local.get()).isAfter(time)) {
            local = times.nextExecution(local.get());
        }
        return local.map(this::instant);
    }

    /** The last time that is not after that one, UTC; empty when there is none. */
    public Optional<OffsetDateTime> latest(OffsetDateTime time) {
        if (!byLocalTime) {
            return times.lastExecution(time.plusNanos(1).atZoneSameInstant(zone))
                    .map(CronTimes::utc);
        }
        Optional<ZonedDateTime> local = times.lastExecution(local(time, LONGEST_CHANGE));
        while (local.isPresent() && instant(local.get()).isAfter(time)) {
            local = times.lastExecution(local.get());
        }
        return local.map(this::instant);
    }

    /**
     * The local time, as if clocks were never changed, moved by {@code away}, so far that no change of clocks is
     * missed; by a minute only where none is near.
     */
    private ZonedDateTime local(OffsetDateTime time, Duration away) {
        LocalDateTime clock = time.atZoneSameInstant(zone).toLocalDateTime();
        boolean quiet = zone.getRules()
                .getOffset(time.minus(LONGEST_CHANGE).toInstant())
                .equals(zone.getRules().getOffset(time.plus(LONGEST_CHANGE).toInstant()));
        return clock.plus(quiet ? Duration.ofMinutes(Long.signum(away.toMinutes())) : away)
                .atZone(ZoneOffset.UTC);
    }

    /** When clocks first show that local time, or when the gap that it is in is over. */
    private OffsetDateTime instant(ZonedDateTime local) {
        LocalDateTime clock = local.toLocalDateTime();
        ZoneOffsetTransition gap = zone.getRules().getTransition(clock);
        return gap != null && gap.isGap()
                ? gap.getInstant().atOffset(ZoneOffset.UTC)
                : utc(clock.atZone(zone).withEarlierOffsetAtOverlap());
    }

    private static OffsetDateTime utc(ZonedDateTime time) {
        return time.toOffsetDateTime().withOffsetSameInstant(ZoneOffset.UTC);
    }
}
