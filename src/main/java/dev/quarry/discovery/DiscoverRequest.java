package dev.quarry.discovery;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import dev.quarry.catalog.CatalogedStrategy;
import dev.quarry.catalog.StrategyCatalog;
import dev.quarry.platform.json.Alternatives;
import dev.quarry.platform.json.Described;
import dev.quarry.platform.json.Example;
import dev.quarry.platform.json.Json;
import dev.quarry.platform.problem.Checked;
import dev.quarry.platform.problem.Violation;
import dev.quarry.search.MarketWindow;
import dev.quarry.search.SearchSpace;
import dev.quarry.search.Shards;
import dev.quarry.search.TestOptions;
import dev.quarry.series.Timeframe;
import dev.quarry.spark.EngineChoice;
import dev.quarry.strategy.ParameterReader;
import dev.quarry.strategy.rsibands.BuiltInGrids;
import dev.quarry.sweep.Combinations;
import dev.quarry.sweep.search.WinCriteria;
import jakarta.validation.constraints.Min;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * What a discovery is asked to do. The reference's fields for the number of processes and the size of batches are
 * accepted and ignored.
 *
 * @param markets several markets, timeframes or ranges, each tested by a job of its own; what an entry leaves out is
 *     taken from the fields below, which are required where this is absent
 * @param exchange see {@link MarketWindow}
 * @param symbol see {@link MarketWindow}
 * @param timeframe see {@link MarketWindow}
 * @param startTs see {@link MarketWindow}
 * @param endTs see {@link MarketWindow}
 * @param baseParams parameters that apply where the grid has none; none when absent
 * @param warmup where indicators begin, see {@link dev.quarry.series.Warmup}; cold_start when absent
 * @param adjust for which events prices are adjusted, see {@link dev.quarry.series.Adjust}; none when absent
 * @param funding where funding comes from, see {@link dev.quarry.series.FundingSource}; constant when absent
 * @param paramGrid the values to try, by parameter; this or {@code grid}
 * @param grid the name of a built-in grid
 * @param winCriteria what makes a run a winner, see {@link WinCriteria}; defaults for what is absent
 * @param skipTested whether runs in the ledger, on the same bars by the same engine, are not tested again; true when
 *     absent
 * @param maxCombinations tests a sample of that size when the grid has more; all when absent or 0
 * @param seed the seed of the sample; the job's id when absent
 * @param shards into how many jobs a market's grid is divided, see {@link Shards}; 1 when absent
 * @param strategy as {@link StrategyCatalog#requested} takes it; the built-in family when absent
 * @param engine what sweeps, see {@link EngineChoice}; as configured when absent
 */
@Alternatives({"exchange symbol timeframe start_ts end_ts", "markets"})
@Alternatives({"param_grid", "grid"})
@JsonIgnoreProperties({"use_parallel", "n_workers", "batch_size", "page_limit", "sleep_mult"})
@Example("""
        {"exchange": "sample", "symbol": "BTC/USD", "timeframe": "30m",
         "start_ts": "2014-01-01T00:00:00Z", "end_ts": "2014-07-15T19:30:00Z",
         "grid": "QUICK", "base_params": {"commission": 0.001}}""")
public record DiscoverRequest(
        @Described(
                "Several markets, each tested by a job of its own; what one leaves out is taken from the fields beside it")
        List<MarketWindow> markets,

        @Described(MarketWindow.EXCHANGE) String exchange,

        @Described(MarketWindow.SYMBOL) String symbol,

        @Described(value = MarketWindow.TIMEFRAME, oneOf = MarketWindow.TIMEFRAMES)
        String timeframe,

        @Described(value = MarketWindow.START, title = MarketWindow.START_TITLE)
        String startTs,

        @Described(value = MarketWindow.END, title = MarketWindow.END_TITLE)
        String endTs,

        @Described("Parameters that hold where the grid has none")
        Map<String, Object> baseParams,

        @Described(
                value =
                        "Where indicators begin: at the first bar of the range, as in the reference, or at the first stored bar of the series",
                title = "Indicators begin",
                oneOf = "cold_start, pre_roll")
        String warmup,

        @Described(value = TestOptions.ADJUST, title = "Prices adjusted for", oneOf = "none, split, total_return")
        String adjust,

        @Described(value = TestOptions.FUNDING, title = "Funding", oneOf = "constant, historical")
        String funding,

        @Described("The values to try, a list for each parameter; this or grid")
        Map<String, Object> paramGrid,

        @Described(
                value = "A built-in grid, or one of the definition's; this or param_grid",
                oneOf = "DISCOVERY, FOCUSED, FULL_MARGIN, MARGIN, QUICK")
        String grid,

        @Described(
                value = "What makes a run a winner; all of it holds",
                title = "A winner",
                shape = WinCriteriaFields.class)
        Map<String, Object> winCriteria,

        @Described(
                value = "Whether runs in the ledger, on the same bars by the same engine, are not tested again",
                title = "Leave out what was tested before")
        Boolean skipTested,

        @Described(value = "Tests a sample of that size when the grid has more; 0 for all", title = "Test a sample of")
        @Min(value = 0, message = "must be at least 0") Long maxCombinations,

        @Described(value = "Chooses the sample; the job's number when absent", title = "Seed of the sample")
        Long seed,

        @Described(value = MarketWindow.AS_OF, title = "Prices as of")
        OffsetDateTime asOf,

        @Described(value = StrategyCatalog.ABOUT, title = "Strategy")
        Object strategy,

        @Described(value = Shards.ABOUT, title = "Divided into")
        Object shards,

        @Described(value = EngineChoice.MEANING, title = "Swept by", oneOf = EngineChoice.TEXTS)
        String engine)
        implements Checked {

    private static final int MAX_MARKETS = 1000;

    /** The most characters that the payloads of all markets' jobs may have together. */
    private static final long MAX_COPIED = 8_000_000;

    public DiscoverRequest {
        baseParams = new TestOptions(warmup, adjust, funding).with(baseParams);
        winCriteria = WinCriteriaFields.given(winCriteria);
        skipTested = skipTested == null ? Boolean.TRUE : skipTested;
        maxCombinations = maxCombinations == null ? Long.valueOf(0) : maxCombinations;
    }

    @Override
    public List<Violation> violations() {
        List<Violation> violations = new ArrayList<>(marketViolations());
        List<Violation> optionViolations = new TestOptions(warmup, adjust, funding).violations(baseParams);
        violations.addAll(optionViolations);
        if (optionViolations.isEmpty() && strategy == null) {
            violations.addAll(space(CatalogedStrategy.BUILT_IN).violations());
        }
        Shards.fault(shards).ifPresent(violations::add);
        violations.addAll(EngineChoice.violations(engine, Shards.fault(shards).isEmpty() && divides()));
        ParameterReader reader = new ParameterReader(winCriteria);
        WinCriteria.read(reader);
        reader.faults().forEach(fault -> violations.add(new Violation("win_criteria." + fault.name(), fault.reason())));
        return violations;
    }

    /** Whether several markets are asked for, each of which is a job of its own. */
    boolean hasMarkets() {
        return markets != null;
    }

    /** The request for one of the markets alone, sampled like the others. */
    DiscoverRequest forMarket(int position, long jobId) {
        MarketWindow window = market(position);
        return new DiscoverRequest(
                null,
                window.exchange(),
                window.symbol(),
                window.timeframe(),
                window.startTs(),
                window.endTs(),
                baseParams,
                warmup,
                adjust,
                funding,
                paramGrid,
                grid,
                winCriteria,
                skipTested,
                maxCombinations,
                maxCombinations == 0 ? seed : Long.valueOf(seed(jobId)),
                asOf,
                strategy,
                shards,
                engine);
    }

    /**
     * What is wrong with the copies of a valid request that its markets' jobs would get: they may be too long together.
     */
    List<Violation> copyViolations() {
        if (!hasMarkets()) {
            return List.of();
        }
        long each = Json.MAPPER.writeValueAsString(forMarket(0, 0)).length();
        return each * markets.size() <= MAX_COPIED
                ? List.of()
                : List.of(new Violation(
                        "markets",
                        String.format(
                                Locale.ROOT,
                                "are %d jobs of %d characters each, together more than %d: name fewer markets, or fewer"
                                        + " values in param_grid",
                                markets.size(),
                                each,
                                MAX_COPIED)));
    }

    /** The lengths of bars that are asked for. */
    List<Timeframe> timeframes() {
        return hasMarkets()
                ? IntStream.range(0, markets.size())
                        .mapToObj(i -> market(i).bar())
                        .distinct()
                        .toList()
                : List.of(window().bar());
    }

    private MarketWindow market(int position) {
        MarketWindow given = markets.get(position);
        return new MarketWindow(
                or(given.exchange(), exchange),
                or(given.symbol(), symbol),
                or(given.timeframe(), timeframe),
                or(given.startTs(), startTs),
                or(given.endTs(), endTs));
    }

    private List<Violation> marketViolations() {
        if (!hasMarkets()) {
            return window().violations();
        }
        if (markets.isEmpty() || markets.size() > MAX_MARKETS) {
            return List.of(new Violation("markets", "must name from 1 to " + MAX_MARKETS + " markets"));
        }
        List<Violation> violations = new ArrayList<>();
        Set<MarketWindow> seen = new HashSet<>();
        for (int i = 0; i < markets.size(); i++) {
            String entry = "markets[" + i + "]";
            if (markets.get(i) == null) {
                violations.add(new Violation(entry, "must be an object"));
                continue;
            }
            market(i).violations().forEach(v -> violations.add(new Violation(entry + "." + v.field(), v.reason())));
            if (!seen.add(market(i))) {
                violations.add(new Violation(entry, "is named twice"));
            }
        }
        return violations;
    }

    private static String or(String given, String otherwise) {
        return given == null ? otherwise : given;
    }

    MarketWindow window() {
        return new MarketWindow(exchange, symbol, timeframe, startTs, endTs);
    }

    /** What is searched, of the strategy that is meant. */
    SearchSpace space(CatalogedStrategy of) {
        return new SearchSpace(
                of.strategy(), baseParams, paramGrid, grid, of.grids().orElseGet(BuiltInGrids::discovery));
    }

    /** Whether its grid may be divided. */
    boolean divides() {
        return divided().divides();
    }

    Shards divided() {
        return Shards.of(shards);
    }

    WinCriteria criteria() {
        return WinCriteria.read(new ParameterReader(winCriteria));
    }

    /**
     * The combinations to test, the same ones whenever the job is started; an exception of {@code checkpoint} ends the
     * work.
     */
    Combinations combinations(SearchSpace space, long jobId, Runnable checkpoint) {
        Combinations distinct = Combinations.distinct(space.grid(), space.baseParams(), checkpoint);
        return maxCombinations == 0 ? distinct : distinct.sample(maxCombinations, seed(jobId));
    }

    long seed(long jobId) {
        return seed == null ? jobId : seed;
    }
}
