package dev.quarry.patterns;

import dev.quarry.job.JobContext;
import dev.quarry.job.JobHandler;
import dev.quarry.job.JobType;
import dev.quarry.job.Lane;
import dev.quarry.ledger.query.KnownStrategies;
import dev.quarry.ledger.query.MarketFilter;
import dev.quarry.ledger.tally.RunAnalysis;
import dev.quarry.ledger.tally.ValueTallies;
import dev.quarry.platform.problem.Violation;
import dev.quarry.platform.sql.Transactions;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Locale;

/**
 * Finds rules and patterns anew over all stored runs, or those of a market, and replaces the old ones all at once. With
 * too few winners the old ones stay.
 */
@ApplicationScoped
public class PatternsRefreshHandler implements JobHandler<PatternsRequest, PatternsResult> {

    static final JobType TYPE = new JobType("patterns_refresh", Lane.LIGHT);

    /** The most rules that are stored: all of them are read at once, and nobody could read more. */
    private static final int MAX_RULES = 10_000;

    private final RunAnalysis runs;
    private final RuleStore rules;
    private final PatternStore stored;
    private final Transactions transactions;
    private final KnownStrategies strategies;

    @Inject
    public PatternsRefreshHandler(
            RunAnalysis runs,
            RuleStore rules,
            PatternStore stored,
            Transactions transactions,
            KnownStrategies strategies) {
        this.strategies = strategies;
        this.runs = runs;
        this.rules = rules;
        this.stored = stored;
        this.transactions = transactions;
    }

    @Override
    public JobType type() {
        return TYPE;
    }

    @Override
    public Class<PatternsRequest> parameters() {
        return PatternsRequest.class;
    }

    @Override
    public List<Violation> check(PatternsRequest request) {
        return strategies.fault(request.strategy()).stream().toList();
    }

    @Override
    public PatternsResult run(PatternsRequest request, JobContext job) {
        job.progress(0, 3, "Counting how parameter values fared");
        MarketFilter market = request.market();
        ValueTallies tallies = runs.tallies(market, job::checkpoint);
        long winners = tallies.runs().winners();
        if (winners < RuleFinder.FEWEST_WINNERS) {
            job.warn(String.format(
                    Locale.ROOT,
                    "Only %d winning runs, rules need at least %d: the old rules stay",
                    winners,
                    RuleFinder.FEWEST_WINNERS));
            job.progress(3, 3, "Too few winners, the old rules stay");
            return result(request, tallies, List.of(), 0, 0, false);
        }
        job.progress(
                1,
                3,
                String.format(
                        Locale.ROOT,
                        "Testing conditions on %d runs",
                        tallies.runs().runs()));
        RuleFinder finder = new RuleFinder(request.thresholds());
        List<Rule> tested = finder.tested(tallies, job::checkpoint);
        List<Rule> strongest = finder.strongest(tested);
        List<Rule> found = strongest.subList(0, Math.min(MAX_RULES, strongest.size()));
        if (found.size() < strongest.size()) {
            job.warn(String.format(
                    Locale.ROOT, "Of %,d rules the strongest %,d are stored", strongest.size(), found.size()));
        }
        Patterns patterns = Patterns.of(tallies, job::checkpoint);
        if (tallies.pairsLeftOut() > 0) {
            job.warn(String.format(
                    Locale.ROOT,
                    "%d pairs of parameters have too many combinations of values to be counted",
                    tallies.pairsLeftOut()));
        }
        job.progress(2, 3, String.format(Locale.ROOT, "Storing %d rules", found.size()));
        transactions.runInNew(() -> {
            rules.replaceAll(market.strategy(), found);
            stored.replaceAll(PatternBasis.of(market, tallies, tested.size(), patterns), patterns);
            job.fence();
        });
        job.progress(3, 3, String.format(Locale.ROOT, "Found %d rules among %d winners", found.size(), winners));
        return result(request, tallies, found, tested.size(), patterns.pairs().size(), true);
    }

    private static PatternsResult result(
            PatternsRequest request, ValueTallies tallies, List<Rule> found, int tested, int pairs, boolean replaced) {
        return new PatternsResult(
                found.size(),
                tallies.runs().winners(),
                request.minConfidence(),
                request.minOccurrencePct(),
                tallies.runs().runs(),
                tested,
                pairs,
                replaced);
    }
}
