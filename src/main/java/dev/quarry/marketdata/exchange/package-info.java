/**
 * Exchanges as sources of candles: the port that each exchange implements, its data types, and a pure parser for the
 * answers of each. Nothing here knows HTTP, SQL or jobs.
 */
package dev.quarry.marketdata.exchange;
