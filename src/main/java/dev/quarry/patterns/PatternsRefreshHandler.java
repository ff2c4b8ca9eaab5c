package dev.quarry.patterns;

import dev.quarry.job.JobContext;
import dev.quarry.job.JobHandler;
import dev.quarry.job.JobType;
import dev.quarry.job.Lane;
import dev.quarry.platform.sql.Transactions;
import dev.quarry.runs.RunAnalysis;
import dev.quarry.runs.ValueTallies;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;

/** Finds the rules anew over all stored runs and puts them in the place of the old ones. */
@ApplicationScoped
public class PatternsRefreshHandler implements JobHandler<PatternsRequest, PatternsResult> {

    static final JobType TYPE = new JobType("patterns_refresh", Lane.LIGHT);

    private final RunAnalysis runs;
    private final RuleStore rules;
    private final Transactions transactions;

    @Inject
    public PatternsRefreshHandler(RunAnalysis runs, RuleStore rules, Transactions transactions) {
        this.runs = runs;
        this.rules = rules;
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
    public PatternsResult run(PatternsRequest request, JobContext job) {
        job.progress(0, 2, "Counting how parameter values fared");
        ValueTallies tallies = runs.tallies();
        if (tallies.winners() < RuleFinder.FEWEST_WINNERS) {
            job.warn("Only %d winning runs, rules need at least %d: the rule set is now empty"
                    .formatted(tallies.winners(), RuleFinder.FEWEST_WINNERS));
        }
        List<Rule> found = new RuleFinder(request.thresholds()).find(tallies);
        job.progress(1, 2, "Storing %d rules".formatted(found.size()));
        transactions.runInNew(() -> {
            job.fence();
            rules.replaceAll(found);
        });
        job.progress(2, 2, "Found %d rules among %d winners".formatted(found.size(), tallies.winners()));
        return new PatternsResult(found.size(), tallies.winners(), request.minConfidence(), request.minOccurrencePct());
    }
}
