package dev.quarry.engine;

import dev.quarry.platform.text.ReferenceText;

/** How far from the entry price the initial stop stands. */
public enum StopMode implements ReferenceText {
    /** A percentage of the entry price. */
    FIXED_PERCENT("Fixed %"),
    /** A multiple of the average true range of the entry bar. */
    ATR("ATR");

    private final String text;

    StopMode(String text) {
        this.text = text;
    }

    @Override
    public String text() {
        return text;
    }
}
