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
 * What a schedule is asked to do.
 *
 * @param jobType the type of its jobs
 * @param payload what they are to do, where {@link PayloadTemplate} fills in times; the empty object when absent
 * @param cron when, see {@link CronTimes}
 * @param timeZone whose days and hours the expression means; UTC when absent
 * @param priority of its jobs; 0 when absent
 * @param missedFires see {@link MissedFires}; fire_once when absent
 * @param paused whether it fires at all; false when absent
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

    /** Its times; for a definition without {@link #violations}. */
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
