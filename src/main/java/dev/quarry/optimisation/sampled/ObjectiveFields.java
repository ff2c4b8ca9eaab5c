package dev.quarry.optimisation.sampled;

import dev.quarry.platform.json.Described;
import dev.quarry.sweep.Metric;
import java.util.Optional;

/**
 * The form of an {@link Objective} in a request, for the API's description only.
 *
 * @param metric what is to be great or small
 * @param direction max or min; the one in which the metric ranks when absent
 */
public record ObjectiveFields(
        @Described(
                value = "The figure",
                oneOf =
                        "profit_factor, win_rate, total_return, max_drawdown, sharpe_ratio, sortino_ratio, calmar_ratio, num_trades, avg_return",
                required = true)
        String metric,

        @Described(
                value = "Whether more or less of it is better; min for max_drawdown and max for the others when absent",
                oneOf = "max, min")
        String direction) {

    /** The figure; empty where there is none of that name. */
    Optional<Metric> figure() {
        return Optional.ofNullable(metric).flatMap(Metric::of);
    }

    /** The objective of a valid request. */
    Objective objective() {
        Metric known = figure().orElseThrow();
        return direction == null ? Objective.of(known) : new Objective(known, direction.equals("min"));
    }
}
