package dev.quarry.engine;

import dev.quarry.platform.text.ReferenceText;

/** From which bar on a trailing stop stands where a close has moved it. */
public enum TrailFrom implements ReferenceText {
    /**
     * From the bar of that close itself (the reference): its high or low, which came before the close, is held against a
     * stop that was not there yet.
     */
    BAR("bar"),
    /** From the bar after it: what an order placed at the close does. */
    NEXT_BAR("next_bar");

    private final String text;

    TrailFrom(String text) {
        this.text = text;
    }

    @Override
    public String text() {
        return text;
    }
}
