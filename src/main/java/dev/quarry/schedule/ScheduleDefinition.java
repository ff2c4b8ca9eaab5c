package dev.quarry.schedule;

import dev.quarry.platform.json.Described;
import dev.quarry.platform.json.Example;
import dev.quarry.platform.json.Json;
import dev.quarry.platform.problem.Checked;
import dev.quarry.platform.problem.Violation;
import jakarta.validation.constraints.NotBlank;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** The definition of a schedule. */
@Example("""
        {"job_type": "leaderboard_refresh", "cron": "0 3 * * *", "time_zone": "Europe/Berlin"}""")
public record ScheduleDefinition(
        @Described("The type of its jobs") @NotBlank(message = "is required") String jobType,

        @Described("The payload of its jobs, in which {{fire_time}} is filled in; the empty object when absent")
        JsonNode payload,

        @Described("When it fires: five fields as in crontab(5), or @hourly, @daily, @weekly, @monthly, @yearly")
        @NotBlank(message = "is required") String cron,

        @Described("The time zone of the expression; UTC when absent")
        String timeZone,

        @Described("The priority of its jobs; 0 when absent")
        Integer priority,

        @Described("Whether missed fires are made up for by one job; fire_once when absent")
        String missedFires,

        @Described("True when it does not fire; false when absent")
        Boolean paused)
        implements Checked {

    public ScheduleDefinition {
        payload = payload == null || payload.isNull() ? Json.MAPPER.createObjectNode() : payload;
        timeZone = timeZone == null ? "UTC" : timeZone;
        priority = priority == null ? Integer.valueOf(0) : priority;
        missedFires = missedFires == null ? MissedFires.FIRE_ONCE.code() : missedFires;
        paused = paused == null ? Boolean.FALSE : paused;
    }

    @Override
    public List<Violation> violations() {
        List<Violation> violations = new ArrayList<>();
        if (!payload.isObject()) {
            violations.add(new Violation("payload", "must be an object"));
        }
        if (MissedFires.of(missedFires).isEmpty()) {
            violations.add(new Violation("missed_fires", "must be one of " + MissedFires.codes()));
        }
        note("cron", () -> CronTimes.cron(cron), violations);
        note("time_zone", () -> CronTimes.zone(timeZone), violations);
        return violations;
    }

    /** The times at which it fires; the definition must have no {@link #violations}. */
    public CronTimes times() {
        return CronTimes.of(cron, timeZone);
    }

    private static void note(String field, Runnable reading, List<Violation> violations) {
        try {
            reading.run();
        } catch (IllegalArgumentException e) {
            violations.add(new Violation(field, e.getMessage()));
        }
    }
}
