/**
 * The job that ingests prices: its parameters and result, its sources behind one port, and the way of a bar from a
 * source through the rules into its series. A new exchange is one more {@link dev.quarry.marketdata.exchange.Exchange};
 * nothing here knows HTTP or SQL.
 */
package dev.quarry.marketdata.ingest;
