package dev.quarry.optimisation;

import dev.quarry.catalog.StrategyCatalog;
import dev.quarry.job.RecordingJobContext;
import dev.quarry.marketdata.PriceHistory;
import dev.quarry.platform.json.Json;
import dev.quarry.search.NoHistory;
import dev.quarry.search.Payloads;
import dev.quarry.search.SweepThreads;
import java.time.OffsetDateTime;
import tools.jackson.databind.node.ObjectNode;

/** Optimisations that were run in the test, as the queue would hand them out. */
final class FinishedJobs {

    private static final OffsetDateTime FINISHED_AT = OffsetDateTime.parse("2026-01-01T00:00:00Z");

    private static final StrategyCatalog CATALOG = new StrategyCatalog(null);

    private FinishedJobs() {}

    static FinishedOptimisations.Finished run(PriceHistory prices, ObjectNode payload) {
        OptimizeRequest request = Payloads.read(payload, OptimizeRequest.class);
        OptimizeResult result = new OptimizeHandler(
                        prices,
                        CATALOG,
                        SweepThreads.ONE,
                        (window, plan, job) -> {},
                        NoHistory.NONE,
                        null,
                        1_000_000,
                        3_600)
                .run(request, new RecordingJobContext(7));
        return new FinishedOptimisations.Finished(
                7, request, CATALOG.requested(request.strategy()), FINISHED_AT, Json.MAPPER.valueToTree(result));
    }

    static FinishedOptimisations only(FinishedOptimisations.Finished finished) {
        return new FinishedOptimisations(null, null, CATALOG) {
            @Override
            Finished find(long jobId) {
                return finished;
            }
        };
    }
}
