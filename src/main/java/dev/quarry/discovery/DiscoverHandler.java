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
import dev.quarry.job.store.WorkerRows;
import dev.quarry.marketdata.PriceHistory;
import dev.quarry.platform.json.Json;
import dev.quarry.platform.problem.Violation;
import dev.quarry.search.Failures;
import dev.quarry.search.GatheredParts;
import dev.quarry.search.GridPart;
import dev.quarry.search.MarketWindow;
import dev.quarry.search.SearchCost;
import dev.quarry.search.SearchHistory;
import dev.quarry.search.SearchSpace;
import dev.quarry.search.TestedPrices;
import dev.quarry.search.WarmupReport;
import dev.quarry.series.Timeframe;
import dev.quarry.spark.EngineReport;
import dev.quarry.spark.RequestedEngine;
import dev.quarry.strategy.language.evaluation.TooMuchMemoryException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import tools.jackson.databind.JsonNode;

/** Tests the combinations of a grid on stored prices. */
@ApplicationScoped
public class DiscoverHandler implements JobHandler<DiscoverRequest, Discovered> {

    static final JobType TYPE = new JobType("discover", Lane.COMPUTE);

    private final PriceHistory prices;
    private final SearchHistory history;
    private final DiscoverySweep sweep;
    private final StrategyCatalog catalog;
    private final WorkerRows workers;
    private final long mostCombinations;
    private final long mostRuleSeconds;

    /**
     * @param mostCombinations larger grids are refused at enqueue
     * @param mostRuleSeconds a job fails before its sweep whose definition's lines and conditions would take longer, about, on
     *     one core
     */
    @Inject
    public DiscoverHandler(
            PriceHistory prices,
            SearchHistory history,
            DiscoverySweep sweep,
            StrategyCatalog catalog,
            WorkerRows workers,
            @ConfigProperty(name = "quarry.discovery.max-combinations", defaultValue = "10000000")
                    long mostCombinations,
            @ConfigProperty(name = "quarry.search.max-rule-seconds", defaultValue = "3600") long mostRuleSeconds) {
        this.prices = prices;
        this.history = history;
        this.sweep = sweep;
        this.catalog = catalog;
        this.workers = workers;
        this.mostCombinations = mostCombinations;
        this.mostRuleSeconds = mostRuleSeconds;
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
        try {
            return request.hasMarkets() ? ofMarkets(children, job) : together(request, children, job);
        } catch (TooMuchMemoryException e) {
            throw new JobFailedException(e.getMessage());
        }
    }

    private static MarketsResult ofMarkets(Children children, JobContext job) {
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
        job.progress(0, 0, "Loading OHLCV data");
        CatalogedStrategy strategy = catalog.ofJob(request.strategy());
        SearchSpace space = request.space(strategy);
        TestedPrices stored = TestedPrices.complete(prices.asOfOrNow(request.asOf()), request.window(), space, job);
        space.checkCost(stored, mostRuleSeconds);
        DiscoveryPlan plan = DiscoveryPlan.of(request, strategy, stored, job.jobId(), job::checkpoint);
        boolean mayKnow = sweep.mayKnow(plan.setup());
        SearchCost cost = SearchCost.of(space, stored, plan.combinations().size());
        int parts = request.divides() ? request.divided().parts(cost.stored(), workers.all()) : 1;
        if (parts > 1) {
            job.info(String.format(Locale.ROOT, "The grid is divided into %d parts", parts));
            return job.fanOut(
                    GridPart.jobs(DiscoverPartHandler.TYPE, job.jobId(), parts, stored, !mayKnow),
                    FailurePolicy.FAIL_FAST);
        }
        IndicatorCache indicators = stored.indicators(job::checkpoint);
        OutcomeSample sample = OutcomeSample.toFill();
        RequestedEngine engine = sweep.engine(request.engine(), cost, indicators, job);
        Findings findings = sweep.run(plan, plan.combinations(), mayKnow, engine, sample, job);
        double seconds = (System.nanoTime() - started) / 1e9;
        return result(plan, findings, plan.search(indicators, sample), seconds, engine.report(), job);
    }

    /** The result of a discovery whose parts are done: as if it had not been divided. */
    private DiscoverResult together(DiscoverRequest request, Children children, JobContext job) {
        long started = System.nanoTime();
        List<DiscoveredPart> parts = new ArrayList<>();
        GatheredParts gathered = GatheredParts.of(
                children, DiscoveredPart.class, DiscoveredPart::swept, part -> parts.add(part.withoutSample()), job);
        TestedPrices stored =
                gathered.first().prices(prices.asOfOrNow(request.asOf()), request.window(), request.baseParams());
        DiscoveryPlan plan =
                DiscoveryPlan.of(request, catalog.ofJob(request.strategy()), stored, job.jobId(), job::checkpoint);
        IndicatorCache indicators = stored.indicators(job::checkpoint);
        Findings findings = sweep.together(plan, parts, gathered.best(), indicators, job);
        double seconds = gathered.longestSeconds() + (System.nanoTime() - started) / 1e9;
        EngineReport engine = EngineReport.ofParts(request.engine());
        return result(plan, findings, plan.search(indicators, gathered.sample()), seconds, engine, job);
    }

    private DiscoverResult result(
            DiscoveryPlan plan, Findings findings, Search search, double seconds, EngineReport engine, JobContext job) {
        report(findings, job);
        long total = plan.combinations().size();
        AssessmentReport assessment =
                assessment(findings, search, plan.request().window(), job);
        job.progress(total, total, "Complete! " + findings.message());
        return DiscoverResult.of(
                plan.request().window(),
                plan.setup(),
                findings.summary(total, plan.seed(), seconds),
                assessment,
                plan.prices(),
                WarmupReport.of(
                        plan.prices(),
                        plan.combinations().grid(),
                        plan.request().baseParams()),
                engine);
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
