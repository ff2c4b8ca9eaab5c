package dev.quarry.leaderboard;

import dev.quarry.assessment.AssessmentReport;
import dev.quarry.assessment.Assessor;
import dev.quarry.assessment.Search;
import dev.quarry.job.JobContext;
import dev.quarry.ledger.AssessmentStore;
import dev.quarry.ledger.query.RankedRun;
import dev.quarry.platform.json.Json;
import dev.quarry.search.MarketWindow;
import dev.quarry.search.SearchHistory;
import dev.quarry.search.TestedPrices;
import dev.quarry.strategy.InvalidParametersException;
import dev.quarry.strategy.Strategy;
import dev.quarry.strategy.language.evaluation.TooMuchMemoryException;
import dev.quarry.sweep.Combinations;
import dev.quarry.sweep.Grid;
import dev.quarry.sweep.WorkerPool;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/**
 * Assesses winners of one search: the statistics of the search as a whole are computed once, and only when they are
 * needed.
 */
final class SearchAssessment {

    private final Strategy strategy;
    private final Map<String, Object> base;
    private final Map<String, List<Object>> grid;
    private final TestedPrices prices;
    private final SearchHistory history;
    private final MarketWindow window;
    private final WorkerPool pool;
    private final JobContext job;

    SearchAssessment(
            Strategy strategy,
            Map<String, Object> base,
            Map<String, List<Object>> grid,
            TestedPrices prices,
            SearchHistory history,
            MarketWindow window,
            WorkerPool pool,
            JobContext job) {
        this.strategy = strategy;
        this.base = base;
        this.grid = grid;
        this.prices = prices;
        this.history = history;
        this.window = window;
        this.pool = pool;
        this.job = job;
    }

    /** An answer for each winner, from the store or new; new ones are stored. */
    List<AssessedWinner> assess(
            List<RankedRun> winners, AssessmentStore.Basis basis, AssessmentStore store, AssessmentProgress progress) {
        long[] hashes = winners.stream().mapToLong(SearchAssessment::hash).toArray();
        Map<Long, JsonNode> before = store.find(hashes, basis);
        AssessedWinner[] answers = new AssessedWinner[hashes.length];
        List<Integer> open = new ArrayList<>();
        for (int i = 0; i < hashes.length; i++) {
            JsonNode known = before.get(hashes[i]);
            if (known == null) {
                open.add(i);
            } else {
                answers[i] = AssessedWinner.of(known);
                progress.done();
            }
        }
        if (!open.isEmpty()) {
            assessOpen(winners, open, answers, progress);
            for (int i : open) {
                if (answers[i].assessment() != null) {
                    store.save(hashes[i], basis, answers[i].assessment());
                }
            }
        }
        return Arrays.asList(answers);
    }

    private void assessOpen(
            List<RankedRun> winners, List<Integer> open, AssessedWinner[] answers, AssessmentProgress progress) {
        List<Map<String, Object>> parameters =
                winners.stream().map(this::parameters).toList();
        Assessor assessor;
        try {
            Search search = new Search(
                    prices.indicators(job::checkpoint),
                    Combinations.distinct(Grid.of(strategy, grid), base, job::checkpoint),
                    base);
            assessor = history.assessor(search, window, job);
        } catch (InvalidParametersException | TooMuchMemoryException e) {
            for (int i : open) {
                answers[i] = refused(e);
                progress.done();
            }
            return;
        }
        pool.run(
                open.size(),
                task -> {
                    int i = open.get(task);
                    answers[i] = assess(assessor, parameters.get(i));
                    progress.done();
                },
                job::checkpoint);
    }

    private AssessedWinner assess(Assessor assessor, Map<String, Object> parameters) {
        try {
            return AssessedWinner.of(
                    Json.MAPPER.valueToTree(AssessmentReport.of(assessor.assess(parameters, job::checkpoint))));
        } catch (InvalidParametersException | TooMuchMemoryException e) {
            return refused(e);
        }
    }

    /** The answer for a run that is refused: the rules may have become stricter since it was stored, or the memory less. */
    private static AssessedWinner refused(RuntimeException e) {
        return AssessedWinner.missing("Its search cannot be run any more: " + e.getMessage());
    }

    private Map<String, Object> parameters(RankedRun winner) {
        Map<String, Object> all = new LinkedHashMap<>(base);
        all.putAll(winner.run().combination());
        return all;
    }

    private static long hash(RankedRun winner) {
        return HexFormat.fromHexDigitsToLong(winner.run().paramsHash());
    }
}
