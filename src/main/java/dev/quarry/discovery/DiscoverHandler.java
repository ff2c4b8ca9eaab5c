package dev.quarry.discovery;

import dev.quarry.assessment.AssessmentReport;
import dev.quarry.assessment.OutcomeSample;
import dev.quarry.assessment.Search;
import dev.quarry.catalog.CatalogedStrategy;
import dev.quarry.catalog.StrategyCatalog;
import dev.quarry.engine.IndicatorCache;
import dev.quarry.job.Children;
import dev.quarry.job.FailurePolicy;
import dev.quarry.job.JobContext;
import dev.quarry.job.JobFailedException;
import dev.quarry.job.JobHandler;
import dev.quarry.job.JobRequest;
import dev.quarry.job.JobType;
import dev.quarry.job.Lane;
import dev.quarry.ledger.RunIndex;
import dev.quarry.ledger.RunLedger;
import dev.quarry.ledger.RunSetup;
import dev.quarry.ledger.TrialLedger;
import dev.quarry.marketdata.PriceHistory;
import dev.quarry.platform.json.Json;
import dev.quarry.platform.problem.Violation;
import dev.quarry.platform.sql.Transactions;
import dev.quarry.search.EngineVersion;
import dev.quarry.search.Failures;
import dev.quarry.search.MarketWindow;
import dev.quarry.search.SearchHistory;
import dev.quarry.search.SearchSpace;
import dev.quarry.search.SweepThreads;
import dev.quarry.search.TestedPrices;
import dev.quarry.search.WarmupReport;
import dev.quarry.series.Timeframe;
import dev.quarry.spark.RequestedEngine;
import dev.quarry.strategy.language.evaluation.TooMuchMemoryException;
import dev.quarry.sweep.Combinations;
import dev.quarry.sweep.GridHashes;
import dev.quarry.sweep.SweepPlan;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import tools.jackson.databind.JsonNode;

/** Tests the combinations of a grid on stored prices. */
@ApplicationScoped
public class DiscoverHandler implements JobHandler<DiscoverRequest, Discovered> {

    static final JobType TYPE = new JobType("discover", Lane.COMPUTE);

    private final PriceHistory prices;
    private final RunLedger ledger;
    private final TrialLedger trials;
    private final SearchHistory history;
    private final RunIndex index;
    private final Transactions transactions;
    private final SweepThreads threads;
    private final StrategyCatalog catalog;
    private final long mostCombinations;
    private final long mostRuleSeconds;
    private final int batch;

    /**
     * @param mostCombinations larger grids are refused at enqueue
     * @param mostRuleSeconds a job fails before its sweep whose definition's lines and conditions would take longer, about, on
     *     one core
     * @param batch how many runs are stored at once: after a kill, the next attempt repeats at most this many
     */
    @Inject
    public DiscoverHandler(
            PriceHistory prices,
            RunLedger ledger,
            TrialLedger trials,
            SearchHistory history,
            RunIndex index,
            Transactions transactions,
            SweepThreads threads,
            StrategyCatalog catalog,
            @ConfigProperty(name = "quarry.discovery.max-combinations", defaultValue = "10000000")
                    long mostCombinations,
            @ConfigProperty(name = "quarry.search.max-rule-seconds", defaultValue = "3600") long mostRuleSeconds,
            @ConfigProperty(name = "quarry.discovery.batch", defaultValue = "100000") int batch) {
        this.prices = prices;
        this.ledger = ledger;
        this.trials = trials;
        this.history = history;
        this.index = index;
        this.transactions = transactions;
        this.threads = threads;
        this.catalog = catalog;
        this.mostCombinations = mostCombinations;
        this.mostRuleSeconds = mostRuleSeconds;
        this.batch = batch;
    }

    @Override
    public JobType type() {
        return TYPE;
    }

    @Override
    public Class<DiscoverRequest> parameters() {
        return DiscoverRequest.class;
    }

    @Override
    public List<Violation> check(DiscoverRequest request) {
        StrategyCatalog.Found found = catalog.find(request.strategy());
        for (Timeframe timeframe : request.timeframes()) {
            if (found.strategy().isPresent()) {
                found = catalog.find(request.strategy(), timeframe);
            }
        }
        if (found.strategy().isEmpty()) {
            return found.violations();
        }
        SearchSpace space = request.space(found.strategy().get());
        List<Violation> violations = new ArrayList<>(request.strategy() == null ? List.of() : space.violations());
        if (violations.isEmpty()) {
            violations.addAll(space.sizeViolations(mostCombinations));
        }
        return violations.isEmpty() ? request.copyViolations() : violations;
    }

    @Override
    public JsonNode stored(DiscoverRequest request, JsonNode payload) {
        return catalog.fixed(request.strategy(), payload);
    }

    @Override
    public Discovered run(DiscoverRequest request, JobContext job) {
        if (request.hasMarkets()) {
            List<JobRequest> children = IntStream.range(0, request.markets().size())
                    .peek(i -> job.checkpoint())
                    .mapToObj(i -> Json.MAPPER.valueToTree(request.forMarket(i, job.jobId())))
                    .map(payload -> new JobRequest(TYPE.name(), (JsonNode) payload))
                    .toList();
            return job.fanOut(children, FailurePolicy.CONTINUE);
        }
        try {
            return discover(request, job);
        } catch (TooMuchMemoryException e) {
            throw new JobFailedException(e.getMessage());
        }
    }

    @Override
    public Discovered gather(DiscoverRequest request, Children children, JobContext job) {
        MarketsResult result = MarketsResult.of(children);
        int all = result.markets().size();
        if (result.marketsFailed() == all) {
            throw new JobFailedException(String.format(
                    Locale.ROOT,
                    "None of the %d markets could be tested; the first one: %s",
                    all,
                    result.markets().get(0).error()));
        }
        job.progress(
                result.totalTested(),
                result.totalTested(),
                String.format(
                        Locale.ROOT,
                        "Complete! %d markets | %d winners | Best: %.2f%%",
                        all,
                        result.winnersFound(),
                        result.bestReturn()));
        if (result.marketsFailed() > 0) {
            job.warn(String.format(Locale.ROOT, "%d of %d markets could not be tested", result.marketsFailed(), all));
        }
        return result;
    }

    private DiscoverResult discover(DiscoverRequest request, JobContext job) {
        long started = System.nanoTime();
        MarketWindow window = request.window();
        job.progress(0, 0, "Loading OHLCV data");
        CatalogedStrategy strategy = catalog.ofJob(request.strategy());
        SearchSpace space = request.space(strategy);
        TestedPrices stored = TestedPrices.complete(prices.asOfOrNow(request.asOf()), window, space, job);
        space.checkCost(stored, mostRuleSeconds);
        Combinations combinations = request.combinations(space, job.jobId(), job::checkpoint);
        RunSetup setup = setup(request, strategy, space, stored, job.jobId());
        Map<String, Object> base = setup.window().writtenOver(request.baseParams());
        IndicatorCache indicators = stored.indicators(job::checkpoint);
        GridHashes hashes = new GridHashes(setup.grid(), setup.hashed(), job::checkpoint);
        Findings findings = new Findings(combinations.grid());
        Optional<TestedBefore> before = ledger.mayKnow(setup)
                ? Optional.of(new TestedBefore(combinations, hashes, ledger, threads.pool(), job::checkpoint))
                : Optional.empty();
        int atOnce = (int) Math.min(batch, Math.max(1, combinations.size()));
        Discovery discovery = new Discovery(
                setup,
                request.criteria(),
                request.skipTested(),
                before,
                new LedgerWriter(ledger, trials, transactions, job, setup, hashes, threads.pool(), atOnce),
                findings);
        OutcomeSample sample = OutcomeSample.toFill();
        RequestedEngine engine = threads.engine(request.engine(), indicators, job);
        discovery.run(
                sample.listening(engine),
                SweepPlan.of(combinations, base),
                (done, total) -> job.progress(done, total, findings.message()));
        index.takeIn();
        report(findings, job);
        AssessmentReport assessment =
                assessment(findings, new Search(indicators, combinations, base).swept(sample), window, job);
        job.progress(combinations.size(), combinations.size(), "Complete! " + findings.message());
        Long seed = request.maxCombinations() == 0 ? null : Long.valueOf(request.seed(job.jobId()));
        double seconds = (System.nanoTime() - started) / 1e9;
        return DiscoverResult.of(
                window,
                setup,
                findings.summary(combinations.size(), seed, seconds),
                assessment,
                stored,
                WarmupReport.of(stored, combinations.grid(), request.baseParams()),
                engine.report());
    }

    /** How far the best combination may be trusted; null when nothing was tested. */
    private AssessmentReport assessment(Findings findings, Search search, MarketWindow window, JobContext job) {
        if (findings.bestParams().isEmpty()) {
            return null;
        }
        Map<String, Object> best = new LinkedHashMap<>(search.base());
        best.putAll(findings.paramsToJudge());
        return AssessmentReport.of(
                history.assessor(search, window, job).assess(best, job::checkpoint),
                findings.paramsToJudge(),
                findings.tradesOfBest());
    }

    private static RunSetup setup(
            DiscoverRequest request, CatalogedStrategy strategy, SearchSpace space, TestedPrices stored, long jobId) {
        MarketWindow window = request.window().canonical();
        return new RunSetup(
                jobId,
                window.exchange(),
                window.symbol(),
                window.timeframe(),
                window.startTs(),
                window.endTs(),
                request.baseParams(),
                space.fixedParams(),
                space.grid().values(),
                stored.digest(),
                EngineVersion.CURRENT,
                strategy.reference());
    }

    private static void report(Findings findings, JobContext job) {
        Failures failures = findings.failures();
        if (findings.nothingWorked()) {
            throw new JobFailedException(failures.message("None of the " + failures.count() + " combinations could"));
        }
        if (failures.count() > 0) {
            job.warn(failures.message(failures.count() + " combinations could not"));
        }
    }
}
