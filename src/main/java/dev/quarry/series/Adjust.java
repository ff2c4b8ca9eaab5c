package dev.quarry.series;

import dev.quarry.platform.text.ReferenceText;
import java.util.Map;

/**
 * For which events prices are adjusted before a test sees them. It is stored with the parameters of a run under the
 * name {@link #NAME}, as {@link Warmup} is, since the numbers depend on it.
 */
public enum Adjust implements ReferenceText {
    /** For none: the prices as they were traded. */
    NONE("none"),

    /** For splits, so that a share is the same share on all bars. */
    SPLIT("split"),

    /** For splits and dividends, so that returns are those of a holder who buys more for each dividend. */
    TOTAL_RETURN("total_return");

    /** The name among parameters. */
    public static final String NAME = "adjust";

    private final String text;

    Adjust(String text) {
        this.text = text;
    }

    @Override
    public String text() {
        return text;
    }

    /** What parameters say; none where they say nothing or cannot be read. */
    public static Adjust of(Map<String, ?> parameters) {
        return ReferenceText.of(parameters, NAME, NONE);
    }
}
