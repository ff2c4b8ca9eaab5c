package dev.quarry.strategy;

import dev.quarry.series.Bars;

/**
 * Something computed over a whole series, one value or a few for each bar. Equal indicators give the same bits, so that
 * back-tests share what they compute; implementations are records of their parameters.
 *
 * @param <V> columns, each with a value for each bar; nobody writes to them
 */
public interface Indicator<V> {

    /**
     * Computes it from the first bar of a series on.
     *
     * @param history the bars it looks at
     * @param from the first of them for which values are requested, those before it only warm it up
     * @param checkpoint is called often; what it throws ends the work
     */
    V over(Bars history, int from, Runnable checkpoint);
}
