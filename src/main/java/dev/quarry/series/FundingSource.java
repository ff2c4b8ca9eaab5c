package dev.quarry.series;

import dev.quarry.platform.text.ReferenceText;
import java.util.Map;

/**
 * Where the funding of a test comes from. It is stored with the parameters of a run under the name {@link #NAME}, as
 * {@link Warmup} is, since the numbers depend on it.
 */
public enum FundingSource implements ReferenceText {
    /** One rate for all times, the parameter {@code funding_rate}. */
    CONSTANT("constant"),

    /** The rates that are stored of the market, each at its own time. */
    HISTORICAL("historical");

    /** The name among parameters. */
    public static final String NAME = "funding";

    private final String text;

    FundingSource(String text) {
        this.text = text;
    }

    @Override
    public String text() {
        return text;
    }

    /** What parameters say; constant where they say nothing or cannot be read. */
    public static FundingSource of(Map<String, ?> parameters) {
        return ReferenceText.of(parameters, NAME, CONSTANT);
    }
}
