package dev.quarry.engine;

import dev.quarry.platform.text.ReferenceText;

/** How positions are sized (SPEC E). */
public enum TradeMode implements ReferenceText {
    /** Sized by risk, with leverage, margin cap and liquidation. */
    MARGIN("Margin / Futures"),
    /** The legacy mode: the whole equity at once, no leverage, no liquidation. Only with the direction Short. */
    SIMPLE("Simple (1x spot-style)");

    private final String text;

    TradeMode(String text) {
        this.text = text;
    }

    @Override
    public String text() {
        return text;
    }
}
