package dev.quarry.schedule;

import com.cronutils.model.Cron;
import com.cronutils.model.CronType;
import com.cronutils.model.definition.CronDefinition;
import com.cronutils.model.definition.CronDefinitionBuilder;
import com.cronutils.model.time.ExecutionTime;
import com.cronutils.parser.CronParser;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;

/**
 * The times of a cron expression: five fields as in crontab(5) (minute, hour, day of month, month, day of week), or
 * {@code @hourly}, {@code @daily}, {@code @weekly}, {@code @monthly}, {@code @yearly}. Local times that a change of clocks
 * leaves out or brings twice are the parser's business: no such fire is doubled.
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

    private final ExecutionTime times;
    private final ZoneId zone;

    private CronTimes(Cron cron, ZoneId zone) {
        this.times = ExecutionTime.forCron(cron);
        this.zone = zone;
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

    /** The first time after that one, UTC; empty when the expression never comes round again. */
    public Optional<OffsetDateTime> after(OffsetDateTime time) {
        return times.nextExecution(time.atZoneSameInstant(zone))
                .map(next -> next.toOffsetDateTime().withOffsetSameInstant(ZoneOffset.UTC));
    }

    /** The last time that is not after that one, UTC; empty when there is none. */
    public Optional<OffsetDateTime> latest(OffsetDateTime time) {
        return times.lastExecution(time.plusNanos(1).atZoneSameInstant(zone))
                .map(last -> last.toOffsetDateTime().withOffsetSameInstant(ZoneOffset.UTC));
    }
}
