/**
 * The tables of prices: series, candles, staged candles and uploaded files, and a cache of what was read. All SQL on
 * these tables is here and nowhere else.
 */
package dev.quarry.marketdata.store;
