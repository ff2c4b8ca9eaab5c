package dev.quarry.platform.measure;

import java.util.Locale;

/** What features count. */
public enum Work {
    /** Combinations of strategy parameters that a sweep has back-tested. */
    SWEEP_COMBINATIONS,
    /** Price bars that were added to a series or replaced there. */
    INGESTION_BARS;

    /** The name outside the code, in lower case with underscores. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}
