package dev.quarry.strategy.rsibands;

import dev.quarry.engine.IndicatorCache;
import dev.quarry.engine.StrategyParameters;
import dev.quarry.series.Bars;

/** All indicators of the family, computed from the first bar of a series on. */
record AllIndicators(BollingerBands bollinger, KeltnerChannel keltner, RelativeStrength strength) {

    static AllIndicators of(Bars bars, StrategyParameters parameters) {
        return of(new IndicatorCache(bars), parameters);
    }

    static AllIndicators of(IndicatorCache series, StrategyParameters parameters) {
        return new AllIndicators(
                series.of(Bollinger.of(parameters.values())),
                series.of(Keltner.of(parameters.values())),
                series.of(Rsi.of(parameters.values())));
    }
}
