package dev.quarry.strategy.rsibands;

import dev.quarry.platform.text.ReferenceText;

/** How a middle line or a smoothed RSI is averaged (SPEC D). */
public enum AverageType implements ReferenceText {
    /** The arithmetic mean of a window. */
    SIMPLE("sma"),
    /** The exponential mean, unadjusted, with weight 2 / (length + 1). */
    EXPONENTIAL("ema");

    private final String text;

    AverageType(String text) {
        this.text = text;
    }

    @Override
    public String text() {
        return text;
    }
}
