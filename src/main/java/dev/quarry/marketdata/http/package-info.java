/**
 * The routes of prices: ingestion, import of files, coverage. These classes only read requests and write answers;
 * decisions are made elsewhere.
 */
package dev.quarry.marketdata.http;
