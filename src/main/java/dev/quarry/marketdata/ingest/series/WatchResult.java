package dev.quarry.marketdata.ingest.series;

import dev.quarry.marketdata.ingest.IngestionResult;
import dev.quarry.platform.json.Described;

/** The result of a watch. */
public record WatchResult(
        @Described("Why the exchange was not called; null when it was")
        String skipped,

        @Described("What was ingested; null when it was not called")
        IngestionResult ingestion) {}
