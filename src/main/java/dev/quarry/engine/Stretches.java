package dev.quarry.engine;

import dev.quarry.strategy.rsibands.BollingerBands;
import dev.quarry.strategy.rsibands.KeltnerChannel;
import dev.quarry.strategy.rsibands.RelativeStrength;
import java.util.Arrays;
import java.util.BitSet;

/**
 * The parts of a series on which a back-test may trade, told to it by its indicators, so that every engine keeps to them as
 * it is: on a bar that is no entry there is no RSI, which no signal goes without, and on a last bar all lines of a channel are
 * the close itself, which is any position's profit target.
 *
 * @param entries bars on which a position may be opened
 * @param last bars at whose close every open position is closed
 */
public record Stretches(BitSet entries, BitSet last) {

    RelativeStrength of(RelativeStrength all) {
        return new RelativeStrength(atEntries(all.rsi()), atEntries(all.average()));
    }

    BollingerBands of(BollingerBands all, double[] close) {
        return new BollingerBands(
                closing(all.middle(), close), closing(all.upper(), close), closing(all.lower(), close));
    }

    KeltnerChannel of(KeltnerChannel all, double[] close) {
        return new KeltnerChannel(
                closing(all.middle(), close), closing(all.upper(), close), closing(all.lower(), close), all.atr());
    }

    private double[] atEntries(double[] values) {
        double[] kept = new double[values.length];
        Arrays.fill(kept, Double.NaN);
        entries.stream().forEach(bar -> kept[bar] = values[bar]);
        return kept;
    }

    private double[] closing(double[] values, double[] close) {
        double[] kept = values.clone();
        last.stream().forEach(bar -> kept[bar] = close[bar]);
        return kept;
    }
}
