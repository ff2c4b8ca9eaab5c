/** The routes of prices: ingestion, import of files, coverage. Nothing is decided here, only read and answered. */
package dev.quarry.marketdata.http;
