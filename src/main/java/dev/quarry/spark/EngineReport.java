package dev.quarry.spark;

import dev.quarry.platform.json.Described;

/**
 * What swept a grid.
 *
 * @param engine as {@link EngineChoice} names it: local or spark
 * @param fallbackReason why it was not Spark although that was asked for; null otherwise
 */
public record EngineReport(
        @Described("What swept the grid") String engine,

        @Described("Why it was not Spark although that was asked for; null otherwise")
        String fallbackReason) {}
