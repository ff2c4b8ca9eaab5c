package dev.quarry.evaluation;

import dev.quarry.catalog.StrategyReference;
import dev.quarry.platform.json.ExactTime;
import dev.quarry.search.WarmupReport;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.annotation.JsonSerialize;

/**
 * The answer of {@code POST /v1/backtest}, with the reference's fields and, beside them, the mark-to-market curve.
 *
 * @param df the bars as JSON text in pandas' "split" orientation
 * @param ds the bars and the indicators in the same form
 * @param trades the trades in the same form
 * @param stats the statistics; {@code avg_duration} and {@code avg_duration_seconds} are the same number of seconds
 * @param performance of daily mark-to-market returns, with {@code returns_per_year}, by which it is annualised; null
 *     for what cannot be computed
 * @param equityCurve realised equity at the start of each bar
 * @param strategy which strategy was tested
 * @param params the request's parameters
 * @param markToMarketCurve equity at the close of each bar with the open position valued at it
 * @param warmup where indicators began
 * @param dataDigest identifies the bars by content, followed by {@code @} and the timeframe that they were made of
 * @param dataAsOf the {@code as_of} that gives these bars again, whatever is changed later; null where they have not
 *     changed since Quarry began to record changes
 * @param dataOrigin a sentence on what the bars were made of and what was left out; null where they are stored
 *     themselves
 */
public record BacktestAnswer(
        String df,
        String ds,
        String trades,
        TradeStatistics stats,
        DailyPerformance performance,
        List<Double> equityCurve,
        StrategyReference strategy,
        Map<String, Object> params,
        List<Double> markToMarketCurve,
        WarmupReport warmup,
        String dataDigest,
        @JsonSerialize(using = ExactTime.class) OffsetDateTime dataAsOf,
        String dataOrigin) {}
