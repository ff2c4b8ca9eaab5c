package dev.quarry.evaluation;

import dev.quarry.catalog.StrategyReference;
import dev.quarry.platform.json.Described;
import dev.quarry.platform.json.ExactTime;
import dev.quarry.search.WarmupReport;
import dev.quarry.strategy.ChartLine;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.annotation.JsonSerialize;

/**
 * The answer of {@code POST /v1/backtest}, with the reference's fields and, beside them, the mark-to-market curve.
 */
public record BacktestAnswer(
        @Described("The bars as JSON text in pandas' \"split\" orientation")
        String df,

        @Described("The bars and the lines of the strategy, in the same form as df")
        String ds,

        @Described("The columns of ds that are lines of the strategy, in the order in which they are shown")
        List<DrawnLine> lines,

        @Described("The trades, in the same form as df") String trades,

        @Described("The statistics; avg_duration and avg_duration_seconds are the same number of seconds")
        TradeStatistics stats,

        @Described("Statistics of daily mark-to-market returns; null for what cannot be computed")
        DailyPerformance performance,

        @Described("Realised equity at the start of each bar")
        List<Double> equityCurve,

        @Described("Which strategy was tested") StrategyReference strategy,
        @Described("The request's parameters") Map<String, Object> params,

        @Described("Equity at the close of each bar with the open position valued at it")
        List<Double> markToMarketCurve,

        @Described("Where indicators began") WarmupReport warmup,

        @Described("Identifies the bars by content, followed by @ and the timeframe that they were made of")
        String dataDigest,

        @Described("The as_of that gives these bars again, whatever is changed later; null where they have "
                + "not changed since Quarry began to record changes")
        @JsonSerialize(using = ExactTime.class)
        OffsetDateTime dataAsOf,

        @Described(
                "A sentence on what the bars were made of and what was left out; null where they are stored themselves")
        String dataOrigin) {

    /** A line as a chart shows it. */
    public record DrawnLine(
            @Described("Its column in ds") String name,

            @Described(
                    "Which lines are drawn together: price over the bars, any other name in a pane of its own under them")
            String pane) {

        static DrawnLine of(ChartLine line) {
            return new DrawnLine(line.name(), line.pane());
        }
    }
}
