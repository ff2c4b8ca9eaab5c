package dev.quarry.evaluation;

import dev.quarry.catalog.CatalogedStrategy;
import dev.quarry.catalog.StrategyCatalog;
import dev.quarry.catalog.StrategyReference;
import dev.quarry.engine.Backtest;
import dev.quarry.engine.BacktestResult;
import dev.quarry.engine.IndicatorCache;
import dev.quarry.engine.ParsedParameters;
import dev.quarry.engine.Performance;
import dev.quarry.engine.StrategyParameters;
import dev.quarry.marketdata.PriceHistory;
import dev.quarry.platform.concurrent.TimeBudget;
import dev.quarry.platform.problem.InvalidInputException;
import dev.quarry.platform.problem.ProblemException;
import dev.quarry.platform.problem.Violation;
import dev.quarry.search.MarketWindow;
import dev.quarry.search.TestedPrices;
import dev.quarry.search.WarmupReport;
import dev.quarry.series.Bars;
import dev.quarry.series.Warmup;
import dev.quarry.strategy.Strategy;
import dev.quarry.strategy.language.evaluation.TooMuchMemoryException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Runs one back-test on stored prices, which are fetched first where that is possible. */
@ApplicationScoped
public class BacktestEvaluation {

    /** More than two years of minutes; their indicators take 160 MB while they are computed. */
    private static final int MAX_HISTORY = 2_000_000;

    private final PriceHistory prices;
    private final StrategyCatalog catalog;
    private static final String ADVICE =
            "Shorter windows of the indicators would help, or a shorter range; a search runs as a job and takes its time";

    private final int mostBars;
    private final Duration longest;

    /** @param mostBars longer ranges are refused: the whole table of bars is in the answer, twice */
    @Inject
    public BacktestEvaluation(
            PriceHistory prices,
            StrategyCatalog catalog,
            @ConfigProperty(name = "quarry.backtest.max-bars", defaultValue = "300000") int mostBars) {
        this(prices, catalog, mostBars, Duration.ofSeconds(20));
    }

    /**
     * @param longest how long indicators may take before the request is given up: windows of thousands of bars are
     *     summed for each bar
     */
    BacktestEvaluation(PriceHistory prices, StrategyCatalog catalog, int mostBars, Duration longest) {
        this.prices = prices;
        this.catalog = catalog;
        this.mostBars = mostBars;
        this.longest = longest;
    }

    /**
     * @throws ProblemException 400 when a required field is missing or there are no prices in the range, 409 while a
     *     job fetches them, 422 naming every parameter that is wrong
     */
    public BacktestAnswer run(BacktestRequest request) {
        MarketWindow window = request.window();
        CatalogedStrategy strategy = catalog.requested(request.strategy(), window.bar());
        StrategyParameters parameters = parameters(strategy.strategy(), request.parameters());
        Warmup warmup = Warmup.of(request.params());
        TestedPrices tested = TestedPrices.requested(prices.asOfOrNow(request.asOf()), window, request.params());
        IndicatorCache series = tested.indicators(new TimeBudget(longest, ADVICE));
        Bars bars = series.bars();
        if (bars.size() == 0) {
            throw ProblemException.badRequest("No OHLCV data available for requested range"
                    + (tested.origin().isEmpty() ? "" : ". " + tested.origin() + " Choose a shorter timeframe."));
        }
        if (bars.size() > mostBars) {
            throw new InvalidInputException(
                    "params.end_ts",
                    String.format(
                            Locale.ROOT,
                            "is too far from start_ts: %d bars, at most %d can be answered",
                            bars.size(),
                            mostBars));
        }
        if (tested.history().size() > MAX_HISTORY) {
            throw new InvalidInputException(
                    "params.warmup",
                    String.format(
                            Locale.ROOT,
                            "must be cold_start here: %d bars are stored up to end_ts, at most %d can be warmed up on",
                            tested.history().size(),
                            MAX_HISTORY));
        }
        try {
            return answer(
                    tested,
                    series,
                    Backtest.run(series, parameters),
                    strategy.reference(),
                    request.params(),
                    WarmupReport.of(tested, warmup, parameters));
        } catch (TooMuchMemoryException e) {
            throw new InvalidInputException(StrategyCatalog.FIELD, "can't be tested so: " + e.getMessage());
        }
    }

    private static StrategyParameters parameters(Strategy strategy, Map<String, Object> params) {
        ParsedParameters parsed = StrategyParameters.parse(strategy, params, StrategyParameters.SERVICE_COMMISSION);
        InvalidInputException.throwIfAny(parsed.faults().stream()
                .map(fault -> new Violation("params." + fault.name(), fault.reason()))
                .toList());
        return parsed.orThrow();
    }

    private static BacktestAnswer answer(
            TestedPrices tested,
            IndicatorCache series,
            BacktestResult result,
            StrategyReference strategy,
            Map<String, Object> params,
            WarmupReport warmup) {
        return new BacktestAnswer(
                Frames.bars(series.bars()),
                Frames.indicators(series, result.parameters()),
                result.parameters().strategy().chart().stream()
                        .map(BacktestAnswer.DrawnLine::of)
                        .toList(),
                Frames.trades(result.trades()),
                TradeStatistics.of(result.statistics()),
                DailyPerformance.of(Performance.of(series.bars(), result)),
                list(result.equityCurve()),
                strategy,
                params,
                list(result.markToMarketCurve()),
                warmup,
                tested.digest(),
                tested.asOf(),
                tested.origin().isEmpty() ? null : tested.origin());
    }

    private static List<Double> list(double[] curve) {
        return Arrays.stream(curve).boxed().toList();
    }
}
