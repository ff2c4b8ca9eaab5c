package dev.quarry.optimisation;

import dev.quarry.forward.FoundRows;
import dev.quarry.forward.Winner;
import dev.quarry.marketdata.PriceHistory;
import dev.quarry.optimisation.FinishedOptimisations.Finished;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.LinkedHashMap;
import java.util.Map;

/** The rows of grid searches as winners. */
@ApplicationScoped
public class OptimisationRows implements FoundRows {

    private final FinishedOptimisations optimisations;
    private final PriceHistory prices;

    @Inject
    OptimisationRows(FinishedOptimisations optimisations, PriceHistory prices) {
        this.optimisations = optimisations;
        this.prices = prices;
    }

    @Override
    public Winner row(long jobId, int row) {
        Finished finished = optimisations.find(jobId);
        finished.requireRow(row);
        Map<String, Object> params = new LinkedHashMap<>(finished.fixed());
        params.putAll(finished.combination(row));
        return new Winner(
                finished.request().window(),
                finished.strategy(),
                params,
                finished.result().path("engine_version").asString(""),
                finished.result().path("data_digest").asString(""),
                finished.verdict(row),
                finished.assessment(row),
                finished.finishedAt(),
                () -> finished.prices(prices, "a test on unseen prices"));
    }
}
