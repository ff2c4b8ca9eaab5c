package dev.quarry.patterns;

import dev.quarry.platform.json.Described;

/** The result of a refresh of the rules. */
public record PatternsResult(
        @Described("How many rules it found") int discovered,
        @Described("How many of them won") long winners,

        @Described("The least confidence of a rule that is kept, 0 to 1")
        double minConfidence,

        @Described("The least share of the winners that meet a rule that is kept, percent")
        double minOccurrencePct,

        @Described("How many runs were analysed") long runs,
        @Described("Conditions that were tested for rules") int tested,
        @Described("Pairs of values that were found") int pairs,

        @Described("Whether the old rules were replaced; they stay when there are too few winners")
        boolean replaced) {}
