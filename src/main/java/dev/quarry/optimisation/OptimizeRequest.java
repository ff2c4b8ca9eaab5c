package dev.quarry.optimisation;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.quarry.catalog.CatalogedStrategy;
import dev.quarry.catalog.StrategyCatalog;
import dev.quarry.optimisation.sampled.HalvingFields;
import dev.quarry.optimisation.sampled.ObjectiveFields;
import dev.quarry.optimisation.sampled.SampledSpace;
import dev.quarry.optimisation.sampled.SamplingRequest;
import dev.quarry.platform.json.Alternatives;
import dev.quarry.platform.json.Described;
import dev.quarry.platform.json.Example;
import dev.quarry.platform.problem.Checked;
import dev.quarry.platform.problem.Violation;
import dev.quarry.search.MarketWindow;
import dev.quarry.search.SearchSpace;
import dev.quarry.search.Shards;
import dev.quarry.search.TestOptions;
import dev.quarry.series.Warmup;
import dev.quarry.spark.EngineChoice;
import dev.quarry.strategy.ParameterReader;
import dev.quarry.strategy.rsibands.BuiltInGrids;
import dev.quarry.sweep.Metric;
import dev.quarry.sweep.search.GridSearch;
import dev.quarry.sweep.search.PurgedCrossValidation;
import dev.quarry.sweep.search.SearchConstraints;
import dev.quarry.sweep.search.WalkForward;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What an optimisation is asked to do.
 *
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
 * @param grid the name of a grid of the strategy
 * @param metric what rows are ranked by; profit_factor when absent
 * @param minTrades combinations with fewer trades are not ranked; 5 when absent
 * @param topN how many rows are returned; 20 when absent or 0
 * @param constraints what else a combination must reach, see {@link SearchConstraints}
 * @param validationMode in_sample (also single, the default), walk (also walk_forward) or cpcv
 * @param walkForward the windows, see {@link WalkForward}; used when walking forward
 * @param cpcv the groups, see {@link PurgedCrossValidation}; used when cross-validating
 * @param topNTrain how many combinations of a training window are ranked, of which the best is tried; 20 when absent
 * @param strategy whose parameters are searched, see {@link StrategyCatalog#find}; the built-in family when absent
 * @param shards into how many jobs the search is divided, see {@link Shards}; 1 when absent
 * @param sampler what chooses trials instead of the whole grid, see {@link SamplingRequest}; the grid when absent
 * @param trials how many it chooses; 1,000 when absent
 * @param seed of all that it draws; 1 when absent
 * @param space the ranges that it chooses from, see {@link SampledSpace}; {@code param_grid} or {@code grid} when absent
 * @param objectives what trials are to make great or small, see {@link ObjectiveFields}; the metric when absent
 * @param halving the rungs on which trials are judged, see {@link HalvingFields}; all bars at once when absent
 * @param asOf the time as of which the stored prices are used; the present ones when absent
 * @param engine what sweeps, see {@link EngineChoice}; as configured when absent
 */
@Alternatives({"param_grid", "grid", "space sampler"})
@JsonIgnoreProperties({"use_parallel", "n_workers", "batch_size", "page_limit", "sleep_mult"})
@Example("""
        {"exchange": "sample", "symbol": "BTC/USD", "timeframe": "30m",
         "start_ts": "2014-01-01T00:00:00Z", "end_ts": "2014-07-15T19:30:00Z",
         "param_grid": {"rsi_min": [68, 70, 72], "stop_pct": [1.5, 2]}, "metric": "total_return"}""")
public record OptimizeRequest(
        @Described(value = MarketWindow.EXCHANGE, required = true)
        String exchange,

        @Described(value = MarketWindow.SYMBOL, required = true)
        String symbol,

        @Described(value = MarketWindow.TIMEFRAME, oneOf = MarketWindow.TIMEFRAMES, required = true)
        String timeframe,

        @Described(value = MarketWindow.START, title = MarketWindow.START_TITLE, required = true)
        String startTs,

        @Described(value = MarketWindow.END, title = MarketWindow.END_TITLE, required = true)
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

        @Described("A grid of the strategy, of the built-in family COMPREHENSIVE, DEFAULT or QUICK; this or param_grid")
        String grid,

        @Described(
                value = "What combinations are ranked by",
                title = "Rank by",
                oneOf =
                        "profit_factor, win_rate, total_return, max_drawdown, sharpe_ratio, sortino_ratio, calmar_ratio, num_trades, avg_return")
        String metric,

        @Described(value = "Combinations with fewer trades are not ranked", title = "Trades at least")
        @Min(value = 0, message = "must be at least 0") Integer minTrades,

        @Described(value = "How many of the best are told", title = "Rows wanted")
        @Min(value = 0, message = "must be at least 0") @Max(value = MAX_ROWS, message = "must be at most " + MAX_ROWS) Integer topN,

        @Described(
                value = "What else a combination must reach to be ranked",
                title = "Constraints",
                shape = ConstraintFields.class)
        Map<String, Object> constraints,

        @Described(
                value =
                        "Ranks over all of the range; or walks forward through it: chooses on one window, tests on the next; or cross-validates: chooses on some groups of days, tests on the others, in every combination. single and walk_forward are other names of the first two",
                title = "Validation",
                oneOf = "in_sample, walk, cpcv")
        String validationMode,

        @Described(
                value = "The windows of walking forward",
                title = "Walking forward",
                shape = WalkForwardFields.class,
                when = "validation_mode=walk")
        Map<String, Object> walkForward,

        @Described(
                value = "The groups of combinatorial purged cross-validation",
                title = "Cross-validating",
                shape = CrossValidationFields.class,
                when = "validation_mode=cpcv")
        Map<String, Object> cpcv,

        @Described(
                value = "How many combinations of a training window are ranked, of which the best is tried",
                title = "Ranked in training",
                when = "validation_mode=walk")
        @JsonProperty("top_n_train")
        Integer topNTrain,

        @Described(value = MarketWindow.AS_OF, title = "Prices as of")
        OffsetDateTime asOf,

        @Described(value = StrategyCatalog.ABOUT, title = "Strategy")
        Object strategy,

        @Described(value = Shards.ABOUT, title = "Divided into")
        Object shards,

        @Described(value = SamplingRequest.ABOUT, title = "Sampler", oneOf = SamplingRequest.SAMPLERS)
        String sampler,

        @Described(value = SamplingRequest.ABOUT_TRIALS, title = "Trials")
        @Min(value = 1, message = "must be at least 1") @Max(value = MOST_TRIALS, message = "must be at most " + MOST_TRIALS) Integer trials,

        @Described(SamplingRequest.ABOUT_SEED) Long seed,
        @Described(SamplingRequest.ABOUT_SPACE) Map<String, Object> space,

        @Described(SamplingRequest.ABOUT_OBJECTIVES) List<ObjectiveFields> objectives,

        @Described(value = SamplingRequest.ABOUT_HALVING, shape = HalvingFields.class)
        Map<String, Object> halving,

        @Described(value = EngineChoice.MEANING, title = "Swept by", oneOf = EngineChoice.TEXTS)
        String engine)
        implements Checked {

    private static final int MAX_ROWS = 10_000;
    private static final int MOST_TRIALS = SamplingRequest.MOST_TRIALS;
    private static final int DEFAULT_ROWS = 20;
    private static final List<String> IN_SAMPLE = List.of("in_sample", "single");
    private static final List<String> WALKING = List.of("walk", "walk_forward");
    private static final String CROSS_VALIDATING = "cpcv";

    public OptimizeRequest {
        baseParams = new TestOptions(warmup, adjust, funding).with(baseParams);
        metric = metric == null ? SamplingRequest.metric(objectives, Metric.PROFIT_FACTOR) : metric;
        trials = trials == null ? Integer.valueOf(SamplingRequest.DEFAULT_TRIALS) : trials;
        seed = seed == null ? Long.valueOf(SamplingRequest.DEFAULT_SEED) : seed;
        minTrades = minTrades == null ? Integer.valueOf(5) : minTrades;
        topN = topN == null || topN == 0 ? Integer.valueOf(DEFAULT_ROWS) : topN;
        constraints = constraints == null ? Map.of() : constraints;
        validationMode = validationMode == null ? IN_SAMPLE.get(0) : validationMode;
        walkForward = walkForward == null ? Map.of() : walkForward;
        cpcv = cpcv == null ? Map.of() : cpcv;
        topNTrain = topNTrain == null ? Integer.valueOf(DEFAULT_ROWS) : topNTrain;
    }

    @Override
    public List<Violation> violations() {
        List<Violation> violations = new ArrayList<>(window().violations());
        List<Violation> optionViolations = new TestOptions(warmup, adjust, funding).violations(baseParams);
        violations.addAll(optionViolations);
        if (optionViolations.isEmpty() && strategy == null) {
            violations.addAll(spaceViolations(CatalogedStrategy.BUILT_IN));
        }
        if (Metric.of(metric).isEmpty()) {
            violations.add(new Violation("metric", "must be one of " + String.join(", ", Metric.names())));
        }
        Shards.fault(shards).ifPresent(violations::add);
        boolean divided = Shards.fault(shards).isEmpty() && divides();
        if (!IN_SAMPLE.contains(validationMode) && !walksForward() && !crossValidates()) {
            violations.add(new Violation(
                    "validation_mode",
                    "must be one of " + String.join(", ", IN_SAMPLE) + ", " + String.join(", ", WALKING) + ", "
                            + CROSS_VALIDATING));
        }
        violations.addAll(EngineChoice.violations(engine, divided, sampling().asked()));
        if (topNTrain < 1 || topNTrain > MAX_ROWS) {
            violations.add(new Violation("top_n_train", "must be from 1 to " + MAX_ROWS));
        }
        violations.addAll(ConstraintFields.violations(constraints, minTrades));
        violations.addAll(WalkForwardFields.violations(walkForward, Warmup.of(baseParams)));
        violations.addAll(CrossValidationFields.violations(cpcv));
        violations.addAll(sampling().violations(metric));
        violations.addAll(sampling().conflicts(validationMode, recommends(), shards, divided));
        return violations;
    }

    MarketWindow window() {
        return new MarketWindow(exchange, symbol, timeframe, startTs, endTs);
    }

    /** What is searched, of the strategy that is meant. */
    SearchSpace space(CatalogedStrategy of) {
        Map<String, Object> values = SampledSpace.values(of.strategy(), space, paramGrid);
        return new SearchSpace(
                of.strategy(), baseParams, values, grid, of.grids().orElseGet(BuiltInGrids::optimisation));
    }

    /** What is wrong with what is searched, of the strategy that is meant. */
    List<Violation> spaceViolations(CatalogedStrategy of) {
        List<Violation> own = sampling().violations(of.strategy(), space, paramGrid != null || grid != null);
        List<Violation> all = own.isEmpty() ? space(of).violations() : own;
        return all.isEmpty() ? sampling().violations(space(of).grid()) : all;
    }

    /** What it says of a sampler. */
    SamplingRequest sampling() {
        return new SamplingRequest(sampler, trials, seed, objectives, halving);
    }

    boolean walksForward() {
        return WALKING.contains(validationMode);
    }

    boolean crossValidates() {
        return CROSS_VALIDATING.equals(validationMode);
    }

    /**
     * Whether the result is a recommendation rather than rows to pick from: choices on parts of the range are combined
     * into one.
     */
    boolean recommends() {
        return walksForward() || crossValidates();
    }

    /** Whether the search may be divided. */
    boolean divides() {
        return Shards.of(shards).divides();
    }

    /** The groups to cross-validate with. */
    PurgedCrossValidation crossValidation() {
        return PurgedCrossValidation.read(new ParameterReader(cpcv));
    }

    /** The windows to walk through. */
    WalkForward walk() {
        return WalkForwardFields.read(walkForward, Warmup.of(baseParams));
    }

    /** How combinations are ranked. */
    GridSearch search() {
        return new GridSearch(
                Metric.of(metric).orElseThrow(),
                SearchConstraints.read(new ParameterReader(constraints), minTrades),
                crossValidates() ? 1 : walksForward() ? topNTrain : topN);
    }
}
