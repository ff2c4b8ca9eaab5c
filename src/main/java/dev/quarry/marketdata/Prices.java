package dev.quarry.marketdata;

import dev.quarry.backtest.Bars;

/**
 * Stored bars of a series and what identifies their content.
 *
 * @param series what the bars are of
 * @param bars the finished bars in the range asked for, oldest first; may be empty
 * @param digest a text that changes when any bar of the range changes (SHA-256 of the columns, 16 hex digits)
 */
public record Prices(Series series, Bars bars, String digest) {}
