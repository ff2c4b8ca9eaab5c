package dev.quarry.catalog;

import dev.quarry.engine.Backtest;
import dev.quarry.engine.StrategyParameters;
import dev.quarry.engine.Trade;
import dev.quarry.series.Bars;
import dev.quarry.strategy.Strategy;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Back-tests of the definitions that come with Quarry on bars that a test writes down. */
final class ShippedByHand {

    private ShippedByHand() {}

    static Strategy strategy(String name) {
        return ShippedDefinitions.all().get(name).strategy();
    }

    static List<Trade> trades(String name, Map<String, ?> given, Bars bars) {
        return Backtest.run(
                        bars,
                        StrategyParameters.parse(strategy(name), given, 0.0005).orThrow())
                .trades();
    }

    /** Such as {@code long 3 at 13.0, 5 at 8.0 signal_exit}: bars and prices of entry and exit. */
    static List<String> told(String name, Map<String, ?> given, Bars bars) {
        return trades(name, given, bars).stream()
                .map(trade -> String.format(
                        Locale.ROOT,
                        "%s %d at %s, %d at %s %s",
                        trade.side().name().toLowerCase(Locale.ROOT),
                        trade.entryBar(),
                        trade.entryPrice(),
                        trade.exitBar(),
                        trade.exitPrice(),
                        trade.exitReason().name().toLowerCase(Locale.ROOT)))
                .toList();
    }
}
