package dev.quarry.engine;

import dev.quarry.series.Bars;
import dev.quarry.strategy.Side;
import dev.quarry.strategy.TradeDirection;
import dev.quarry.strategy.rsibands.BollingerBands;
import dev.quarry.strategy.rsibands.Entry;
import dev.quarry.strategy.rsibands.KeltnerChannel;
import dev.quarry.strategy.rsibands.Relation;
import java.util.Optional;

/** Which bars are entries (SPEC E.1). A bar's signal uses that bar's own high, low, close and indicators. */
final class EntrySignals {

    private final double[] high;
    private final double[] low;
    private final double[] close;
    private final double[] rsi;
    private final double[] average;
    private final BollingerBands bollinger;
    private final KeltnerChannel keltner;
    private final Entry rules;
    private final double longRsiMax;
    private final double longAverageMax;
    private final Relation longRelation;

    EntrySignals(Bars bars, Indicators indicators, Entry rules) {
        this.high = bars.high();
        this.low = bars.low();
        this.close = bars.close();
        this.rsi = indicators.strength().rsi();
        this.average = indicators.strength().average();
        this.bollinger = indicators.bollinger();
        this.keltner = indicators.keltner();
        this.rules = rules;
        this.longRsiMax = rules.longRsiMax();
        this.longAverageMax = rules.longRsiAverageMax();
        this.longRelation = rules.relation().mirrored();
    }

    /** The side to enter at the close of that bar, if any. Sizing may still refuse. */
    Optional<Side> at(int bar) {
        if (!(close[bar] > 0)) {
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
        return rsi[bar] >= rules.rsiMin()
                && average[bar] >= rules.rsiAverageMin()
                && (!rules.useRelation() || rules.relation().holds(rsi[bar], average[bar]))
                && touches(high[bar] >= bollinger.upper()[bar], high[bar] >= keltner.upper()[bar]);
    }

    private boolean longAt(int bar) {
        return rsi[bar] <= longRsiMax
                && average[bar] <= longAverageMax
                && (!rules.useRelation() || longRelation.holds(rsi[bar], average[bar]))
                && touches(low[bar] <= bollinger.lower()[bar], low[bar] <= keltner.lower()[bar]);
    }

    private boolean touches(boolean bollingerTouched, boolean keltnerTouched) {
        return switch (rules.bandMode()) {
            case EITHER -> bollingerTouched || keltnerTouched;
            case KELTNER -> keltnerTouched;
            case BOLLINGER -> bollingerTouched;
            case BOTH -> bollingerTouched && keltnerTouched;
        };
    }
}
