package dev.quarry.marketdata.ingest.series;

import dev.quarry.marketdata.ingest.IngestionResult;

/**
 * The result of a watch.
 *
 * @param skipped why the exchange was not called; null when it was
 * @param ingestion what was ingested; null when it was not called
 */
public record WatchResult(String skipped, IngestionResult ingestion) {}
