package dev.quarry.backtest;

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
