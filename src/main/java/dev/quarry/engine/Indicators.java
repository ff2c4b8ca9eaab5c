package dev.quarry.engine;

import dev.quarry.series.Bars;
import dev.quarry.strategy.rsibands.BollingerBands;
import dev.quarry.strategy.rsibands.KeltnerChannel;
import dev.quarry.strategy.rsibands.RelativeStrength;

/** All indicators of one back-test, computed from the first bar of the series: there is no pre-roll. */
public record Indicators(BollingerBands bollinger, KeltnerChannel keltner, RelativeStrength strength) {

    /** The indicators of that series under those parameters. */
    public static Indicators of(Bars bars, StrategyParameters parameters) {
        return new Indicators(
                BollingerBands.of(bars, parameters.bollinger(), () -> {}),
                KeltnerChannel.of(bars, parameters.keltner(), () -> {}),
                RelativeStrength.of(bars, parameters.rsi(), () -> {}));
    }
}
