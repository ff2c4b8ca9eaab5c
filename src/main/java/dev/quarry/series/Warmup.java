package dev.quarry.series;

import dev.quarry.platform.text.ReferenceText;
import java.util.Map;

/**
 * Where the indicators of a test begin. It is stored with the parameters of a run under the name {@link #NAME}, since
 * the numbers depend on it, and is the same for all combinations of a search.
 */
public enum Warmup implements ReferenceText {
    /** At the first bar of the range, as in the reference: what comes out depends on where the range begins. */
    COLD_START("cold_start"),

    /** At the first stored bar of the series: two ranges of one series agree on the bars they share. */
    PRE_ROLL("pre_roll");

    /** The name among parameters. */
    public static final String NAME = "warmup";

    private final String text;

    Warmup(String text) {
        this.text = text;
    }

    @Override
    public String text() {
        return text;
    }

    /** What parameters say; a cold start where they say nothing or cannot be read. */
    public static Warmup of(Map<String, ?> parameters) {
        return ReferenceText.of(parameters, NAME, COLD_START);
    }
}
