/**
 * Prices: series, candles, coverage, sources, the ingestion job and the import of files. Every bar that research uses
 * comes through {@link dev.quarry.marketdata.PriceHistory}.
 */
package dev.quarry.marketdata;
