package dev.quarry.backtest;

import java.util.Optional;

/** Which bars are entries (SPEC E, signals). A bar's signal uses that bar's own high, low, close and indicators. */
final class EntrySignals {

    private final Bars bars;
    private final Indicators indicators;
    private final StrategyParameters.Entry rules;
    private final Relation longRelation;

    EntrySignals(Bars bars, Indicators indicators, StrategyParameters.Entry rules) {
        this.bars = bars;
        this.indicators = indicators;
        this.rules = rules;
        this.longRelation = rules.relation().mirrored();
    }

    /** The side to enter at the close of that bar, if any. */
    Optional<Side> at(int bar) {
        if (!(bars.close()[bar] > 0)) {
            return Optional.empty();
        }
        if (rules.direction() != TradeDirection.LONG && shortAt(bar)) {
            return Optional.of(Side.SHORT);
        }
        if (rules.direction() != TradeDirection.SHORT && longAt(bar)) {
            return Optional.of(Side.LONG);
        }
        return Optional.empty();
    }

    private boolean shortAt(int bar) {
        double rsi = indicators.strength().rsi()[bar];
        double average = indicators.strength().average()[bar];
        double high = bars.high()[bar];
        return rsi >= rules.rsiMin()
                && average >= rules.rsiAverageMin()
                && (!rules.useRelation() || rules.relation().holds(rsi, average))
                && touches(
                        high >= indicators.bollinger().upper()[bar],
                        high >= indicators.keltner().upper()[bar]);
    }

    private boolean longAt(int bar) {
        double rsi = indicators.strength().rsi()[bar];
        double average = indicators.strength().average()[bar];
        double low = bars.low()[bar];
        return rsi <= rules.longRsiMax()
                && average <= rules.longRsiAverageMax()
                && (!rules.useRelation() || longRelation.holds(rsi, average))
                && touches(
                        low <= indicators.bollinger().lower()[bar],
                        low <= indicators.keltner().lower()[bar]);
    }

    private boolean touches(boolean bollinger, boolean keltner) {
        return switch (rules.bandMode()) {
            case EITHER -> bollinger || keltner;
            case KELTNER -> keltner;
            case BOLLINGER -> bollinger;
            case BOTH -> bollinger && keltner;
        };
    }
}
