package dev.quarry.strategy.language;

import java.util.Set;

/**
 * The names that requests have taken whatever the strategy, which a parameter or a series can't have.
 *
 * @param settings what is common to all strategies, such as {@code use_stop}; a definition may set other defaults of them and
 *     vary them in its grids
 * @param marketFields what says which prices are meant, such as {@code symbol}
 */
public record CommonNames(Set<String> settings, Set<String> marketFields) {

    public CommonNames {
        settings = Set.copyOf(settings);
        marketFields = Set.copyOf(marketFields);
    }
}
