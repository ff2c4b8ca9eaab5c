package dev.quarry.strategy.rsibands;

import dev.quarry.platform.text.ReferenceText;

/** The channel whose lines are the profit target. */
public enum Channel implements ReferenceText {
    /** Bollinger bands. */
    BOLLINGER("BB"),
    /** Keltner channel. */
    KELTNER("KC");

    private final String text;

    Channel(String text) {
        this.text = text;
    }

    @Override
    public String text() {
        return text;
    }
}
