package dev.quarry.strategy;

import dev.quarry.series.Bars;

/** A series and the indicators on it, which are computed once for all who ask. */
public interface Indicators {

    /** The bars that are traded, without those that only warm indicators up. */
    Bars bars();

    /** The columns of that indicator, one value for each of {@link #bars}. */
    <V> V of(Indicator<V> indicator);
}
