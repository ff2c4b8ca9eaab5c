package dev.quarry.job;

import dev.quarry.platform.json.Described;
import dev.quarry.platform.json.Example;
import dev.quarry.platform.problem.Checked;
import dev.quarry.platform.problem.Violation;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Positive;
import java.util.List;

/** How many jobs of a type, or with a concurrency key, the whole cluster runs. */
@Example("""
        {"max_running": 2, "rate_per_minute": 30}""")
public record QueueLimit(
        @Described("How many jobs run at once, 1 to 1000; null for any number") @Min(1) @Max(1000) Integer maxRunning,

        @Described("How many jobs start in a minute on average; null for any number") @Positive @DecimalMax("1000000") Double ratePerMinute,

        @Described("How many may start at once after a quiet time, 1 when absent; only with a rate")
        @Min(1) @Max(100_000) Integer burst)
        implements Checked {

    @Override
    public List<Violation> violations() {
        if (maxRunning == null && ratePerMinute == null) {
            return List.of(new Violation("max_running", "or rate_per_minute is required"));
        }
        return burst != null && ratePerMinute == null
                ? List.of(new Violation("burst", "needs rate_per_minute"))
                : List.of();
    }
}
