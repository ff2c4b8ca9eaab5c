package dev.quarry.engine;

import dev.quarry.platform.text.ReferenceText;

/** How a bar fills the levels that stand against a position: its stop and its liquidation price. */
public enum StopFill implements ReferenceText {
    /**
     * Each at its own price, even when the bar opened beyond it (the reference). The stop is looked at first, the
     * liquidation price last, after age and profit target.
     */
    STOP_PRICE("stop_price"),
    /**
     * Both by one rule, before age and profit target: at the open of a bar that opens beyond one of them, the stop as it
     * stood before that bar; else at the nearer one of those that the bar reaches.
     */
    GAP_AWARE("gap_aware");

    private final String text;

    StopFill(String text) {
        this.text = text;
    }

    @Override
    public String text() {
        return text;
    }
}
