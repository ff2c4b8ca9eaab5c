/**
 * The tables of prices: series, candles, candles on their way in, uploaded files, and the memory of what was read.
 * All SQL on these tables is here and nowhere else.
 */
package dev.quarry.marketdata.store;
