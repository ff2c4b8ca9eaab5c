package dev.quarry.strategy.rsibands;

import dev.quarry.strategy.Column;
import dev.quarry.strategy.Indicators;

/** One band of a channel, in the price's unit. */
sealed interface Band extends Column {

    /** Whether it is the band above the middle. */
    boolean upper();

    /** A Bollinger band. */
    record OfBollinger(Bollinger bands, boolean upper) implements Band {
        @Override
        public double[] on(Indicators indicators) {
            BollingerBands all = indicators.of(bands);
            return upper ? all.upper() : all.lower();
        }
    }

    /** A band of a Keltner channel. */
    record OfKeltner(Keltner channel, boolean upper) implements Band {
        @Override
        public double[] on(Indicators indicators) {
            KeltnerChannel all = indicators.of(channel);
            return upper ? all.upper() : all.lower();
        }
    }
}
