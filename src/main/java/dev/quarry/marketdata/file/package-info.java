/**
 * Price files as exchanges and data vendors write them, read line by line into {@link
 * dev.quarry.marketdata.CandleSink}. Pure: streams in, candles out; no database, no server, no clock.
 */
package dev.quarry.marketdata.file;
