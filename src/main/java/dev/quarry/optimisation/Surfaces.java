package dev.quarry.optimisation;

import dev.quarry.marketdata.PriceHistory;
import dev.quarry.optimisation.FinishedOptimisations.Finished;
import dev.quarry.platform.concurrent.TimeBudget;
import dev.quarry.platform.json.Described;
import dev.quarry.platform.problem.InvalidInputException;
import dev.quarry.platform.problem.ProblemException;
import dev.quarry.platform.problem.Violation;
import dev.quarry.search.SweepThreads;
import dev.quarry.sweep.Grid;
import dev.quarry.sweep.Metric;
import dev.quarry.sweep.SweepPlan;
import dev.quarry.sweep.search.MetricSurface;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Metric surfaces of finished grid searches. They are swept again on request: that takes a tenth of a second for a
 * quarter of a million combinations, while storing them would mean one surface for each pair of parameters and metric
 * with every result. One at a time, so that the jobs keep their threads.
 */
@ApplicationScoped
class Surfaces {

    private static final long MAX_SECONDS_IN_LINE = 20;

    private static final Duration LONGEST = Duration.ofSeconds(60);

    private static final String ADVICE = "A search of fewer combinations or a shorter range has its surfaces sooner";

    /** A cell takes some hundred bytes as JSON and in memory. */
    private static final long MAX_CELLS = 100_000;

    private final PriceHistory prices;
    private final SweepThreads threads;
    private final Duration longest;
    private final Semaphore turn = new Semaphore(1, true);

    @Inject
    Surfaces(PriceHistory prices, SweepThreads threads) {
        this(prices, threads, LONGEST);
    }

    /** @param longest how long a surface may take before the request is given up */
    Surfaces(PriceHistory prices, SweepThreads threads, Duration longest) {
        this.prices = prices;
        this.threads = threads;
        this.longest = longest;
    }

    /** A surface. */
    public record Surface(
            @Described("The grid search") long jobId,
            @Described("The parameter of the columns") String x,
            @Described("The parameter of the rows") String y,
            @Described("The metric of the cells") String metric,

            @Described("The values of x, in the grid's order")
            List<Object> xValues,

            @Described("The values of y, in the grid's order")
            List<Object> yValues,

            @Described("How many combinations the search ran")
            long combinations,

            @Described("A list for each value of y with a cell for each value of x")
            List<List<Cell>> cells) {}

    /** All combinations with one pair of values. */
    public record Cell(
            @Described("Combinations that were back-tested") long count,
            @Described("Combinations that could not be run") long failed,

            @Described("Combinations that met the constraints of the search")
            long passing,

            @Described("Best value of the metric over all of them; null when it is infinite, see best_infinite")
            Number best,

            @Described("Whether the best value is infinite") boolean bestInfinite,

            @Described("Place in the grid of the combination that has it, −1 without any")
            long bestIndex,

            @Described("The best value over the passing ones; null when it is infinite, see best_passing_infinite")
            Number bestPassing,

            @Described("Whether the best passing value is infinite")
            boolean bestPassingInfinite,

            @Described("The mean over those where it is finite")
            double mean,

            @Described("The standard deviation around that mean: what the other parameters change within the cell")
            double deviation) {

        static Cell of(Metric metric, MetricSurface.Value value) {
            return new Cell(
                    value.tested(),
                    value.failed(),
                    value.passing(),
                    metric.written(value.best()),
                    Double.isInfinite(value.best()),
                    value.bestIndex(),
                    metric.written(value.bestPassing()),
                    Double.isInfinite(value.bestPassing()),
                    value.mean(),
                    value.deviation());
        }
    }

    /**
     * The surface of a search on the prices that it ran on.
     *
     * @param metricName null for the search's own
     * @throws InvalidInputException naming the parameter or metric that is not there
     * @throws ProblemException 409 when prices or engine have changed since the search, 429 when too many others are
     *     requested
     */
    Surface of(Finished finished, String x, String y, String metricName) {
        OptimizeRequest request = finished.request();
        if (request.recommends()) {
            throw FinishedOptimisations.conflict(String.format(
                    Locale.ROOT,
                    "Job %d walks forward or cross-validates; only grid searches have a surface",
                    finished.jobId()));
        }
        Grid grid = finished.space().grid();
        String name = metricName == null ? request.metric() : metricName;
        InvalidInputException.throwIfAny(violations(grid, x, y, name));
        Metric metric = Metric.of(name).orElseThrow();
        TimeBudget budget = new TimeBudget(longest, ADVICE);
        SweepPlan plan = SweepPlan.of(finished.searched(budget), request.baseParams());
        MetricSurface surface =
                new MetricSurface(grid, x, y, metric, request.search().constraints());
        sweep(finished, plan, surface, budget);
        return new Surface(
                finished.jobId(),
                x,
                y,
                metric.text(),
                grid.values().get(x),
                grid.values().get(y),
                plan.combinations().size(),
                surface.rows().stream()
                        .map(row ->
                                row.stream().map(cell -> Cell.of(metric, cell)).toList())
                        .toList());
    }

    private static List<Violation> violations(Grid grid, String x, String y, String metric) {
        List<Violation> violations = new ArrayList<>();
        String known = "must be one of the grid's parameters " + String.join(", ", grid.names());
        if (x == null || !grid.has(x)) {
            violations.add(new Violation("x", known));
        }
        if (y == null || !grid.has(y)) {
            violations.add(new Violation("y", known));
        } else if (y.equals(x)) {
            violations.add(new Violation("y", "must not be the same as x"));
        }
        if (violations.isEmpty()
                && (long) grid.values().get(x).size() * grid.values().get(y).size() > MAX_CELLS) {
            violations.add(new Violation(
                    "y",
                    String.format(
                            Locale.ROOT,
                            "and x have %d and %d values, together more than %d cells",
                            grid.values().get(y).size(),
                            grid.values().get(x).size(),
                            MAX_CELLS)));
        }
        if (Metric.of(metric).isEmpty()) {
            violations.add(new Violation("metric", "must be one of " + String.join(", ", Metric.names())));
        }
        return violations;
    }

    private void sweep(Finished finished, SweepPlan plan, MetricSurface surface, Runnable checkpoint) {
        boolean entered = false;
        try {
            entered = turn.tryAcquire(MAX_SECONDS_IN_LINE, TimeUnit.SECONDS);
            if (!entered) {
                throw new ProblemException(
                        429, "Too many requests", "Too many surfaces are asked for, try again later");
            }
            threads.engine(finished.prices(prices, "a surface").indicators(checkpoint))
                    .runInChunks(plan, (done, total) -> checkpoint.run(), surface::take);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ProblemException(503, "Service unavailable", "The server is stopping");
        } finally {
            if (entered) {
                turn.release();
            }
        }
    }
}
