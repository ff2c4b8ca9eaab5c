package dev.quarry.strategy.rsibands;

import dev.quarry.platform.text.ReferenceText;

/** Which upper (for longs: lower) bands a bar must touch to be an entry. */
public enum BandMode implements ReferenceText {
    /** Either band. */
    EITHER("Either"),
    /** The Keltner band. */
    KELTNER("KC"),
    /** The Bollinger band. */
    BOLLINGER("BB"),
    /** Both bands. */
    BOTH("Both");

    private final String text;

    BandMode(String text) {
        this.text = text;
    }

    @Override
    public String text() {
        return text;
    }
}
