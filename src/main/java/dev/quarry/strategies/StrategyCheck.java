package dev.quarry.strategies;

import dev.quarry.catalog.CatalogedStrategy;
import dev.quarry.catalog.StrategyCatalog;
import dev.quarry.engine.ParsedParameters;
import dev.quarry.engine.StrategyParameters;
import dev.quarry.marketdata.PriceHistory;
import dev.quarry.platform.concurrent.TimeBudget;
import dev.quarry.platform.json.Timestamps;
import dev.quarry.platform.problem.InvalidInputException;
import dev.quarry.search.MarketWindow;
import dev.quarry.search.TestedPrices;
import dev.quarry.series.MarketFields;
import dev.quarry.strategies.CheckAnswer.FoundFault;
import dev.quarry.strategy.ParameterFault;
import dev.quarry.strategy.language.evaluation.TooMuchMemoryException;
import dev.quarry.strategy.language.syntax.Fault;
import dev.quarry.strategy.language.syntax.Faults;
import dev.quarry.strategy.language.syntax.Suggestions;
import dev.quarry.sweep.Grid;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Looks at a back-test, or at a search, without running it: everything that is wrong with it at once, and what it would do. */
@ApplicationScoped
public class StrategyCheck {

    private static final Duration LONGEST = Duration.ofSeconds(10);
    private static final String ADVICE = "A shorter range would help, or shorter windows";
    private static final String AS_OF = "as_of";

    private final StrategyCatalog catalog;
    private final PriceHistory prices;
    private final int mostBars;
    private final long mostCombinations;
    private final Duration longest;

    /**
     * @param mostBars longer ranges are refused, as a back-test refuses them
     * @param mostOptimised a larger grid is refused by an optimisation
     * @param mostDiscovered a larger grid is refused by a discovery
     */
    @Inject
    public StrategyCheck(
            StrategyCatalog catalog,
            PriceHistory prices,
            @ConfigProperty(name = "quarry.backtest.max-bars", defaultValue = "300000") int mostBars,
            @ConfigProperty(name = "quarry.optimisation.max-combinations", defaultValue = "10000000")
                    long mostOptimised,
            @ConfigProperty(name = "quarry.discovery.max-combinations", defaultValue = "10000000")
                    long mostDiscovered) {
        this(catalog, prices, mostBars, Math.min(mostOptimised, mostDiscovered), LONGEST);
    }

    /** @param longest how long it may take before the request is given up */
    StrategyCheck(StrategyCatalog catalog, PriceHistory prices, int mostBars, long mostCombinations, Duration longest) {
        this.mostCombinations = mostCombinations;
        this.longest = longest;
        this.catalog = catalog;
        this.prices = prices;
        this.mostBars = mostBars;
    }

    /** What is known without running anything. */
    public CheckAnswer check(CheckRequest request) {
        Faults faults = new Faults();
        StrategyCatalog.Found found = catalog.find(request.strategy());
        found.faults().forEach(faults::add);
        Optional<MarketWindow> window = window(request.params(), faults);
        OffsetDateTime asOf = asOf(request.params(), faults);
        if (found.strategy().isEmpty()) {
            return answer(null, faults, List.of(), null, null);
        }
        CatalogedStrategy strategy = found.strategy().get();
        window.ifPresent(market -> strategy.faultsOn(market.bar()).forEach(faults::add));
        ParsedParameters parsed = parameters(strategy, request.params(), faults);
        Optional<Grid> grid = grid(strategy, request, faults);
        List<String> warnings = new ArrayList<>(Warnings.of(strategy));
        if (!faults.isEmpty()) {
            return answer(strategy, faults, warnings, null, null);
        }
        grid.ifPresent(values -> warnings.addAll(GridWarnings.of(values, request.params(), mostCombinations)));
        TimeBudget budget = new TimeBudget(longest, ADVICE);
        CheckAnswer.OnMarket market = null;
        try {
            if (window.isPresent()) {
                TestedPrices tested = TestedPrices.stored(prices.asOfOrNow(asOf), window.get(), request.params());
                if (tested.size() == 0) {
                    warnings.add(window.get().noDataMessage());
                } else if (tested.size() > mostBars) {
                    faults.add(
                            "params." + MarketFields.END,
                            request.params().get(MarketFields.END),
                            String.format(
                                    Locale.ROOT, "%d bars: at most %d can be looked at", tested.size(), mostBars));
                } else {
                    market = new MarketCheck(strategy, parsed.orThrow(), tested, budget).look(warnings);
                }
            }
        } catch (InvalidInputException e) {
            e.violations().forEach(v -> faults.add(v.field(), "", v.toString()));
        } catch (TooMuchMemoryException e) {
            faults.add(StrategyCatalog.FIELD, "", e.getMessage());
        }
        int bars = market == null ? 0 : market.bars() + market.barsBefore();
        CheckAnswer.GridCost cost = grid.map(values ->
                        GridCosts.of(strategy, parsed.orThrow(), values, window.map(MarketWindow::bar), bars, budget))
                .orElse(null);
        return answer(strategy, faults, warnings, market, cost);
    }

    private static CheckAnswer answer(
            CatalogedStrategy strategy,
            Faults faults,
            List<String> warnings,
            CheckAnswer.OnMarket market,
            CheckAnswer.GridCost grid) {
        return new CheckAnswer(
                strategy == null ? null : strategy.reference(),
                faults.all().stream().map(FoundFault::of).toList(),
                warnings,
                market,
                grid);
    }

    /** Empty where none of its fields is given, or they have faults. */
    private static Optional<MarketWindow> window(Map<String, Object> params, Faults faults) {
        if (MarketFields.ALL.stream().noneMatch(params::containsKey)) {
            return Optional.empty();
        }
        int before = faults.size();
        List<String> texts = MarketFields.ALL.stream()
                .map(field -> {
                    Object value = params.get(field);
                    if (value != null && !(value instanceof String)) {
                        faults.add("params." + field, value, "`" + field + "` must be a text");
                    }
                    return value instanceof String text ? text : null;
                })
                .toList();
        MarketWindow window = new MarketWindow(texts.get(0), texts.get(1), texts.get(2), texts.get(3), texts.get(4));
        if (faults.size() == before) {
            window.violations()
                    .forEach(v -> faults.add(
                            "params." + v.field(), params.get(v.field()), "`" + v.field() + "` " + v.reason()));
        }
        return faults.size() == before ? Optional.of(window) : Optional.empty();
    }

    private static OffsetDateTime asOf(Map<String, Object> params, Faults faults) {
        Object said = params.get(AS_OF);
        Optional<OffsetDateTime> time = said instanceof String text ? Timestamps.parse(text) : Optional.empty();
        if (said != null && time.isEmpty()) {
            faults.add("params." + AS_OF, said, "`" + AS_OF + "` " + Timestamps.EXPECTED);
        }
        return time.orElse(null);
    }

    private static ParsedParameters parameters(CatalogedStrategy strategy, Map<String, Object> params, Faults faults) {
        Map<String, Object> given = new LinkedHashMap<>(params);
        given.remove(AS_OF);
        ParsedParameters parsed =
                StrategyParameters.parse(strategy.strategy(), given, StrategyParameters.SERVICE_COMMISSION);
        parsed.faults().forEach(fault -> faults.add(fault("params.", strategy, fault, params.get(fault.name()))));
        return parsed;
    }

    private static Fault fault(String parent, CatalogedStrategy strategy, ParameterFault fault, Object value) {
        List<String> known = StrategyParameters.names(strategy.strategy());
        return known.contains(fault.name()) || value == null
                ? Fault.of(parent + fault.name(), value, "`" + fault.name() + "` " + fault.reason())
                : Fault.of(
                        parent + Fault.cut(fault.name()),
                        fault.name(),
                        "`" + Fault.cut(fault.name()) + "` " + fault.reason(),
                        Suggestions.nearest(fault.name(), known));
    }

    private static Optional<Grid> grid(CatalogedStrategy strategy, CheckRequest request, Faults faults) {
        if (request.grid() != null && request.paramGrid() != null) {
            faults.add("grid", request.grid(), "`grid` must not be given together with `param_grid`");
            return Optional.empty();
        }
        Map<String, ?> values = request.paramGrid();
        if (request.grid() != null) {
            List<StrategyDetail.NamedGrid> named = StrategyDetail.grids(strategy);
            Optional<StrategyDetail.NamedGrid> known = named.stream()
                    .filter(one -> one.name().equalsIgnoreCase(request.grid()))
                    .findFirst();
            if (known.isEmpty()) {
                List<String> names =
                        named.stream().map(StrategyDetail.NamedGrid::name).toList();
                faults.add(Fault.of(
                        "grid",
                        request.grid(),
                        names.isEmpty()
                                ? "the strategy has no grids"
                                : "the strategy has no grid of that name; it has " + String.join(", ", names),
                        Suggestions.nearest(request.grid(), names)));
                return Optional.empty();
            }
            values = known.get().paramGrid();
        }
        if (values == null) {
            return Optional.empty();
        }
        List<ParameterFault> found = Grid.faults(strategy.strategy(), values);
        for (ParameterFault fault : found) {
            faults.add(fault("param_grid.", strategy, fault, values.get(fault.name())));
        }
        return found.isEmpty() ? Optional.of(Grid.ofChecked(strategy.strategy(), values)) : Optional.empty();
    }
}
