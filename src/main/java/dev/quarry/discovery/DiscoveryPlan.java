package dev.quarry.discovery;

import dev.quarry.assessment.OutcomeSample;
import dev.quarry.assessment.Search;
import dev.quarry.catalog.CatalogedStrategy;
import dev.quarry.engine.IndicatorCache;
import dev.quarry.ledger.RunSetup;
import dev.quarry.search.EngineVersion;
import dev.quarry.search.MarketWindow;
import dev.quarry.search.SearchSpace;
import dev.quarry.search.TestedPrices;
import dev.quarry.sweep.Combinations;
import java.util.Map;

/**
 * A discovery with all that its request names: the same whichever job of it looks.
 *
 * @param prices the bars that it is tested on
 * @param setup what its runs share
 * @param combinations all that are to be tested
 */
record DiscoveryPlan(DiscoverRequest request, TestedPrices prices, RunSetup setup, Combinations combinations) {

    /**
     * @param jobId the discovery's own job
     * @param checkpoint is called often, here and while combinations are walked; what it throws ends that
     */
    static DiscoveryPlan of(
            DiscoverRequest request, CatalogedStrategy strategy, TestedPrices prices, long jobId, Runnable checkpoint) {
        SearchSpace space = request.space(strategy);
        MarketWindow window = request.window().canonical();
        RunSetup setup = new RunSetup(
                jobId,
                window.exchange(),
                window.symbol(),
                window.timeframe(),
                window.startTs(),
                window.endTs(),
                request.baseParams(),
                space.fixedParams(),
                space.grid().values(),
                prices.digest(),
                EngineVersion.CURRENT,
                strategy.reference());
        return new DiscoveryPlan(request, prices, setup, request.combinations(space, jobId, checkpoint));
    }

    /** Raw parameters that hold where a combination has none. */
    Map<String, Object> base() {
        return setup.window().writtenOver(request.baseParams());
    }

    Search search(IndicatorCache indicators, OutcomeSample sample) {
        return new Search(indicators, combinations, base()).swept(sample);
    }

    /** The seed of the sample; null where all combinations are tested. */
    Long seed() {
        return request.maxCombinations() == 0 ? null : Long.valueOf(request.seed(setup.jobId()));
    }
}
