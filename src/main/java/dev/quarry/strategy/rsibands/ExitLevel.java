package dev.quarry.strategy.rsibands;

import dev.quarry.platform.text.ReferenceText;

/** The line of the exit channel at which a position takes its profit. */
public enum ExitLevel implements ReferenceText {
    /** The middle line. */
    MID("mid"),
    /** The far band: the lower one for shorts, the upper one for longs. */
    FAR_BAND("lower");

    private final String text;

    ExitLevel(String text) {
        this.text = text;
    }

    @Override
    public String text() {
        return text;
    }
}
