package dev.quarry.search;

import dev.quarry.engine.StrategyParameters;
import dev.quarry.job.JobFailedException;
import dev.quarry.platform.problem.Violation;
import dev.quarry.series.Warmup;
import dev.quarry.strategy.ParameterFault;
import dev.quarry.strategy.Strategy;
import dev.quarry.strategy.defined.DefinedStrategy;
import dev.quarry.strategy.language.evaluation.Estimate;
import dev.quarry.strategy.language.syntax.Suggestions;
import dev.quarry.sweep.Combination;
import dev.quarry.sweep.Grid;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * What a search varies and what it holds fixed, as the client gave it.
 *
 * @param strategy whose parameters are searched
 * @param baseParams parameters that apply where the grid has none
 * @param paramGrid the values to try, by parameter; null when a built-in grid is named
 * @param gridName the name of a built-in grid in any case; null when values are given
 * @param builtIn the built-in grids of the kind of search, by lower-case name
 */
public record SearchSpace(
        Strategy strategy,
        Map<String, Object> baseParams,
        Map<String, Object> paramGrid,
        String gridName,
        Map<String, Map<String, List<?>>> builtIn) {

    /** Everything that is wrong, each named as {@code base_params.x}, {@code param_grid.x[2]} or {@code grid}. */
    public List<Violation> violations() {
        List<Violation> violations = new ArrayList<>();
        baseParams.forEach((name, value) -> StrategyParameters.faultsOf(strategy, name, value)
                .forEach(fault -> violations.add(violation("base_params", fault))));
        violations.addAll(gridViolations());
        if (violations.isEmpty()) {
            alwaysFaulty().forEach(fault -> violations.add(violation("base_params", fault)));
        }
        return violations;
    }

    /** The grid to search; the space must have no {@link #violations}. */
    public Grid grid() {
        return Grid.ofChecked(strategy, paramGrid == null ? builtIn.get(gridName.toLowerCase(Locale.ROOT)) : paramGrid);
    }

    /** Where the indicators of all combinations begin. */
    public Warmup warmup() {
        return Warmup.of(baseParams);
    }

    /** All parameters that do not vary: the base parameters, and defaults for the rest. */
    public Map<String, Object> fixedParams() {
        Map<String, Object> fixed =
                StrategyParameters.complete(strategy, baseParams, StrategyParameters.SEARCH_COMMISSION);
        fixed.keySet().removeAll(grid().names());
        return fixed;
    }

    /** What is wrong with an otherwise valid space: that it has more combinations than {@code most}. */
    public List<Violation> sizeViolations(long most) {
        long size = grid().size();
        return size <= most
                ? List.of()
                : List.of(new Violation(
                        paramGrid == null ? "grid" : "param_grid",
                        String.format(Locale.ROOT, "has %d combinations, at most %d can be searched", size, most)));
    }

    /**
     * Refuses a valid space whose definition's lines and conditions would take longer on these prices. Those of the built-in
     * family never do.
     *
     * @param mostSeconds about, on one core
     * @throws JobFailedException saying the figure
     */
    public void checkCost(TestedPrices prices, double mostSeconds) {
        if (!(strategy instanceof DefinedStrategy defined)) {
            return;
        }
        int bars = prices.history().size();
        Estimate estimate = cost(defined, grid().values(), prices);
        if (estimate.seconds() > mostSeconds) {
            throw new JobFailedException(String.format(
                    Locale.ROOT,
                    "%,d different lines and conditions on %,d bars take about %,.0f seconds of one core before anything is traded,"
                            + " at most %,.0f are begun: try fewer values of the windows, or a shorter range",
                    estimate.columns(),
                    bars,
                    estimate.seconds(),
                    mostSeconds));
        }
    }

    /**
     * The same for a search that tries so many combinations at most.
     *
     * @throws JobFailedException saying the figure
     */
    public void checkCostOfTrials(TestedPrices prices, double mostSeconds, int trials) {
        if (strategy instanceof DefinedStrategy defined) {
            double one = cost(defined, first(), prices).seconds();
            double seconds = Math.min(
                    one * trials, cost(defined, grid().values(), prices).seconds());
            if (seconds > mostSeconds) {
                throw new JobFailedException(String.format(
                        Locale.ROOT,
                        "The lines and conditions of %,d trials on %,d bars take up to about %,.0f seconds of one core before"
                                + " anything is traded, at most %,.0f are begun: try fewer trials, or a shorter range",
                        trials,
                        prices.history().size(),
                        seconds,
                        mostSeconds));
            }
        }
    }

    private Map<String, List<Object>> first() {
        Map<String, List<Object>> first = new LinkedHashMap<>();
        grid().values().forEach((name, values) -> first.put(name, values.subList(0, 1)));
        return first;
    }

    private Estimate cost(DefinedStrategy defined, Map<String, ? extends List<?>> values, TestedPrices prices) {
        return defined.estimate(
                baseParams,
                values,
                prices.history().timeframe(),
                prices.history().size());
    }

    private List<Violation> gridViolations() {
        if (paramGrid == null && gridName == null) {
            return List.of(new Violation("param_grid", "is required, unless grid names one of the strategy's"));
        }
        if (paramGrid != null && gridName != null) {
            return List.of(new Violation("grid", "must not be given together with param_grid"));
        }
        if (paramGrid == null) {
            return builtIn.containsKey(gridName.toLowerCase(Locale.ROOT))
                    ? List.of()
                    : List.of(new Violation(
                            "grid",
                            builtIn.isEmpty()
                                    ? "must be absent: " + strategy.name() + " has no grids"
                                    : "must be one of " + names()));
        }
        return Grid.faults(strategy, paramGrid).stream()
                .map(fault -> violation("param_grid", fault))
                .toList();
    }

    private String names() {
        return builtIn.keySet().stream()
                .map(name -> strategy instanceof DefinedStrategy ? name : name.toUpperCase(Locale.ROOT))
                .sorted()
                .collect(Collectors.joining(", "));
    }

    /**
     * Faults of several base parameters together, such as a missing stop distance. Only those that both ends of the
     * grid have are certain to spoil every combination; a combination that fails alone is counted when it is run.
     */
    private List<ParameterFault> alwaysFaulty() {
        Grid grid = grid();
        Set<String> atLast = faults(grid.combination(grid.size() - 1)).stream()
                .map(ParameterFault::name)
                .collect(Collectors.toSet());
        Predicate<ParameterFault> certain = fault -> atLast.contains(fault.name()) && !grid.has(fault.name());
        return faults(grid.combination(0)).stream().filter(certain).toList();
    }

    private List<ParameterFault> faults(Combination combination) {
        Map<String, Object> all = new LinkedHashMap<>(baseParams);
        all.putAll(combination.values());
        return StrategyParameters.parse(strategy, all, StrategyParameters.SEARCH_COMMISSION)
                .faults();
    }

    /** A fault of the grid as a whole has the name "grid" and no parameter. */
    private Violation violation(String parent, ParameterFault fault) {
        String field = fault.name().equals("grid") ? parent : parent + "." + fault.name();
        List<String> known = StrategyParameters.names(strategy);
        String nearest = known.contains(fault.name()) ? null : Suggestions.nearest(fault.name(), known);
        return new Violation(field, fault.reason() + (nearest == null ? "" : "; did you mean `" + nearest + "`?"));
    }
}
