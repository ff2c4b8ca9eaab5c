package dev.quarry.leaderboard;

import dev.quarry.catalog.CatalogedStrategy;
import dev.quarry.catalog.StrategyCatalog;
import dev.quarry.catalog.StrategyReference;
import dev.quarry.job.JobContext;
import dev.quarry.ledger.AssessmentStore;
import dev.quarry.ledger.RunSetup;
import dev.quarry.ledger.RunVerdict;
import dev.quarry.ledger.query.RankedRun;
import dev.quarry.marketdata.PriceHistory;
import dev.quarry.search.EngineVersion;
import dev.quarry.search.MarketWindow;
import dev.quarry.search.SearchHistory;
import dev.quarry.search.SweepThreads;
import dev.quarry.search.TestedPrices;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Assesses how far winners may be trusted. A winner is only assessed on the bars and by the engine that it was found
 * with; one that was assessed before, with as many trials, is not assessed again.
 */
@ApplicationScoped
public class WinnerAssessments {

    private final PriceHistory prices;
    private final SearchHistory history;
    private final AssessmentStore store;
    private final SweepThreads threads;
    private final StrategyCatalog catalog;

    @Inject
    public WinnerAssessments(
            PriceHistory prices,
            SearchHistory history,
            AssessmentStore store,
            SweepThreads threads,
            StrategyCatalog catalog) {
        this.catalog = catalog;
        this.prices = prices;
        this.history = history;
        this.store = store;
        this.threads = threads;
    }

    /** What winners of the same search have in common, whichever job ran it. */
    private record Origin(
            StrategyReference strategy,
            MarketWindow window,
            Map<String, Object> base,
            Map<String, List<Object>> grid,
            String dataDigest,
            String engineVersion) {

        static Origin of(RunSetup setup) {
            return new Origin(
                    setup.strategy(),
                    setup.window(),
                    setup.baseParams(),
                    setup.grid(),
                    setup.dataDigest(),
                    setup.engineVersion());
        }
    }

    /**
     * @param progress informed of how many are done
     * @return an answer for each of the winners, in their order
     */
    public List<AssessedWinner> of(List<RankedRun> winners, JobContext job, AssessmentProgress progress) {
        AssessedWinner[] answers = new AssessedWinner[winners.size()];
        Map<Origin, List<Integer>> places = new LinkedHashMap<>();
        for (int i = 0; i < winners.size(); i++) {
            places.computeIfAbsent(Origin.of(winners.get(i).setup()), origin -> new ArrayList<>())
                    .add(i);
        }
        places.forEach((origin, those) -> {
            job.checkpoint();
            List<RankedRun> runs = those.stream().map(winners::get).toList();
            List<AssessedWinner> assessed = ofOneSearch(origin, runs, job, progress);
            for (int k = 0; k < assessed.size(); k++) {
                answers[those.get(k)] = assessed.get(k);
            }
        });
        store.prune();
        return Arrays.asList(answers);
    }

    /** The stored verdicts on winners, by hash; nothing is assessed for this. */
    Map<String, RunVerdict> kept(List<RankedRun> winners) {
        return store.verdicts(LeaderboardEntry.setups(winners));
    }

    private List<AssessedWinner> ofOneSearch(
            Origin origin, List<RankedRun> runs, JobContext job, AssessmentProgress progress) {
        if (!origin.engineVersion.equals(EngineVersion.CURRENT)) {
            return missing(
                    runs,
                    progress,
                    String.format(
                            Locale.ROOT,
                            "Found by version %s of the engine, the present one is %s: run the discovery again",
                            origin.engineVersion,
                            EngineVersion.CURRENT));
        }
        Optional<CatalogedStrategy> strategy =
                catalog.find(origin.strategy.text()).strategy();
        if (strategy.isEmpty()) {
            return missing(runs, progress, "Its strategy " + origin.strategy.text() + " can't be read any more");
        }
        MarketWindow window = origin.window;
        TestedPrices stored = TestedPrices.stored(prices, window, origin.base);
        if (!stored.digest().equals(origin.dataDigest)) {
            return missing(runs, progress, "The stored prices are not those it was found on: run the discovery again");
        }
        AssessmentStore.Basis basis = new AssessmentStore.Basis(
                origin.dataDigest, origin.engineVersion, history.trials(window, origin.strategy.key()));
        SearchAssessment search = new SearchAssessment(
                strategy.get().strategy(), origin.base, origin.grid, stored, history, window, threads.pool(), job);
        return search.assess(runs, basis, store, progress);
    }

    private static List<AssessedWinner> missing(List<RankedRun> runs, AssessmentProgress progress, String why) {
        runs.forEach(run -> progress.done());
        return runs.stream().map(run -> AssessedWinner.missing(why)).toList();
    }
}
