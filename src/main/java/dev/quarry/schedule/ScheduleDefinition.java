package dev.quarry.schedule;

import dev.quarry.platform.json.Example;
import dev.quarry.platform.json.Json;
import dev.quarry.platform.problem.Checked;
import dev.quarry.platform.problem.Violation;
import jakarta.validation.constraints.NotBlank;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * The definition of a schedule.
 *
 * @param jobType the type of its jobs
 * @param payload their payload, in which {@link PayloadTemplate} fills in times; the empty object when absent
 * @param cron when it fires, see {@link CronTimes}
 * @param timeZone the time zone of the expression; UTC when absent
 * @param priority the priority of its jobs; 0 when absent
 * @param missedFires see {@link MissedFires}; fire_once when absent
 * @param paused true when it does not fire; false when absent
 */
@Example("""
        {"job_type": "leaderboard_refresh", "cron": "0 3 * * *", "time_zone": "Europe/Berlin"}""")
public record ScheduleDefinition(
        @NotBlank(message = "is required") String jobType,
        JsonNode payload,
        @NotBlank(message = "is required") String cron,
        String timeZone,
        Integer priority,
        String missedFires,
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
