package dev.quarry.marketdata.ingest.series;

import dev.quarry.marketdata.ingest.IngestionResult;

/**
 * What a watch did.
 *
 * @param skipped why the exchange was not asked; null when it was
 * @param ingestion what came in; null when it was not asked
 */
public record WatchResult(String skipped, IngestionResult ingestion) {}
