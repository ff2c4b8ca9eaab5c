/**
 * Exchanges as sources of candles: the port that one exchange implements, what passes through it, and a pure parser for
 * the answers of each. Nothing here knows HTTP, SQL or jobs.
 */
package dev.quarry.marketdata.exchange;
