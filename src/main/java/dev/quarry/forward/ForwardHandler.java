package dev.quarry.forward;

import dev.quarry.engine.StrategyParameters;
import dev.quarry.inference.ExpectedBand;
import dev.quarry.job.JobContext;
import dev.quarry.job.JobFailedException;
import dev.quarry.job.JobHandler;
import dev.quarry.job.JobType;
import dev.quarry.job.Lane;
import dev.quarry.ledger.RunHash;
import dev.quarry.marketdata.PriceHistory;
import dev.quarry.marketdata.PriceView;
import dev.quarry.marketdata.Series;
import dev.quarry.platform.problem.ProblemException;
import dev.quarry.platform.problem.Violation;
import dev.quarry.search.EngineVersion;
import dev.quarry.search.MarketWindow;
import dev.quarry.search.TestedPrices;
import dev.quarry.search.WarmupReport;
import dev.quarry.series.Warmup;
import dev.quarry.strategy.InvalidParametersException;
import dev.quarry.strategy.language.evaluation.TooMuchMemoryException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;

/** Back-tests a winner, unchanged, on prices that its search did not see. */
@ApplicationScoped
public class ForwardHandler implements JobHandler<ForwardRequest, ForwardResult> {

    /** The type's name in the REST contract. */
    public static final String TYPE = "forward";

    private final Winners winners;
    private final PriceHistory prices;

    @Inject
    public ForwardHandler(Winners winners, PriceHistory prices) {
        this.winners = winners;
        this.prices = prices;
    }

    @Override
    public JobType type() {
        return new JobType(TYPE, Lane.LIGHT);
    }

    @Override
    public Class<ForwardRequest> parameters() {
        return ForwardRequest.class;
    }

    @Override
    public List<Violation> check(ForwardRequest request) {
        try {
            return UnseenRange.faults(request, winners.find(request.name()));
        } catch (ProblemException e) {
            return List.of(new Violation(request.paramsHash() == null ? "job_id" : RunHash.NAME, e.getMessage()));
        }
    }

    @Override
    public ForwardResult run(ForwardRequest request, JobContext job) {
        job.progress(0, 3, "Loading OHLCV data");
        try {
            Winner winner = winners.find(request.name());
            TestedPrices seen = winner.prices().get();
            UnseenRange range = UnseenRange.of(request, winner, seen);
            TestedPrices unseen = load(range, winner, job);
            job.progress(1, 3, "Testing on what the search saw");
            Tested before = Tested.seen(seen, winner.strategy().strategy(), winner.params(), job::checkpoint);
            job.progress(2, 3, "Testing on what it did not see");
            Tested after = Tested.unseen(unseen, winner.strategy().strategy(), winner.params(), job::checkpoint);
            ForwardResult result = result(request, winner, range, before, after, unseen);
            job.progress(3, 3, result.sentence());
            return result;
        } catch (ProblemException | InvalidParametersException | TooMuchMemoryException e) {
            throw new JobFailedException(e.getMessage());
        }
    }

    private TestedPrices load(UnseenRange range, Winner winner, JobContext job) {
        MarketWindow window = range.window();
        Series series = window.series();
        // Indicators begin before the range: bars that the search saw are no secret to the strategy.
        Map<String, Object> parameters = Tested.preRolled(winner.params());
        prices.loadComplete(series, window.start(), window.end(), PriceView.of(parameters), job);
        TestedPrices unseen = TestedPrices.stored(prices, window, parameters);
        if (unseen.size() <= 0) {
            throw new JobFailedException(range.noBarsMessage());
        }
        return unseen;
    }

    private static ForwardResult result(
            ForwardRequest request,
            Winner winner,
            UnseenRange range,
            Tested before,
            Tested after,
            TestedPrices unseen) {
        ExpectedBand band = Expectation.band(before.returns(), after.returns().length);
        Expectation expected = Expectation.of(band, after);
        ForwardVerdict verdict = new ForwardVerdict(
                before.returns().length, before.figures().trades(), after.figures(), expected.totalReturnPct());
        int sameTime = range.sameTimeBars(unseen);
        return new ForwardResult(
                verdict.outcome().text(),
                verdict.sentence(),
                request.name(),
                winner.window(),
                range.tested(after.figures()),
                winner.strategy().reference(),
                winner.params(),
                before.figures(),
                after.figures(),
                expected,
                sameTime,
                range.note(sameTime, after.figures().bars()),
                Expectation.curve(band, after),
                WarmupReport.of(
                        unseen,
                        Warmup.PRE_ROLL,
                        StrategyParameters.parse(
                                        winner.strategy().strategy(),
                                        winner.params(),
                                        StrategyParameters.SEARCH_COMMISSION)
                                .orThrow()),
                unseen.digest(),
                unseen.asOf(),
                EngineVersion.CURRENT);
    }
}
