package dev.quarry.strategy.rsibands;

import dev.quarry.platform.text.ReferenceText;

/** How the RSI averages gains and losses (SPEC D). The reference has two names for Wilder's average. */
public enum RsiSmoothing implements ReferenceText {
    /** The arithmetic mean of a window. */
    SIMPLE("sma"),
    /** Wilder's average, weight 1 / length. */
    WILDER("rma"),
    /** Named "ema" in the reference, yet the same numbers as {@link #WILDER}. */
    EMA("ema");

    private final String text;

    RsiSmoothing(String text) {
        this.text = text;
    }

    @Override
    public String text() {
        return text;
    }
}
