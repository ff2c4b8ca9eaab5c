package dev.quarry.search;

import dev.quarry.engine.StrategyParameters;
import dev.quarry.platform.json.Described;
import dev.quarry.platform.json.Timestamps;
import dev.quarry.series.Timeframe;
import dev.quarry.series.Warmup;
import dev.quarry.sweep.Combinations;
import dev.quarry.sweep.Grid;
import dev.quarry.sweep.IndicatorWindows;
import java.time.OffsetDateTime;
import java.util.Map;

/** What an answer says of the start of its range. */
public record WarmupReport(
        @Described(
                value = "Where indicators begin: at the first bar of the range, or at the first stored bar",
                oneOf = "cold_start, pre_roll")
        String mode,

        @Described("Open of the bar from which indicators are computed, UTC")
        OffsetDateTime firstBar,

        @Described("How many bars before the range they were computed over")
        int bars,

        @Described("At how many bars at the start of the range, at most, an indicator's value still depends "
                + "on where that first bar is; for a grid, with its longest windows")
        int unstableBars) {

    /** Of one back-test. */
    public static WarmupReport of(TestedPrices prices, Warmup warmup, StrategyParameters parameters) {
        return of(prices, warmup, parameters.strategy().unstableBars(parameters.values(), timeframe(prices)));
    }

    /** Of a search of that grid. */
    public static WarmupReport of(TestedPrices prices, Grid grid, Map<String, ?> base) {
        return of(prices, Warmup.of(base), IndicatorWindows.unstableBars(grid, base, timeframe(prices)));
    }

    /** Of a search that tried no more than these of its grid. */
    public static WarmupReport of(TestedPrices prices, Combinations tried, Map<String, ?> base) {
        return of(prices, Warmup.of(base), IndicatorWindows.unstableBars(tried, base, timeframe(prices)));
    }

    private static WarmupReport of(TestedPrices prices, Warmup warmup, int unstable) {
        return new WarmupReport(
                warmup.text(),
                Timestamps.utc(prices.history().openTime()[0]),
                prices.warmupBars(),
                Math.min(prices.size(), Math.max(0, unstable - prices.warmupBars())));
    }

    private static Timeframe timeframe(TestedPrices prices) {
        return prices.history().timeframe();
    }
}
