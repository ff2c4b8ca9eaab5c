/**
 * The job that brings prices in: its parameters and result, the sources it can draw on behind one port, and the way of
 * a bar from a source through the rules into its series. A new exchange is one more {@link
 * dev.quarry.marketdata.exchange.Exchange}; nothing here knows HTTP or SQL.
 */
package dev.quarry.marketdata.ingest;
