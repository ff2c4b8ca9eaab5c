package dev.quarry.discovery;

import dev.quarry.assessment.OutcomeSample;
import dev.quarry.engine.IndicatorCache;
import dev.quarry.job.JobContext;
import dev.quarry.ledger.RunIndex;
import dev.quarry.ledger.RunLedger;
import dev.quarry.ledger.RunSetup;
import dev.quarry.ledger.RunStatistics;
import dev.quarry.ledger.TrialLedger;
import dev.quarry.platform.sql.Transactions;
import dev.quarry.search.SearchCost;
import dev.quarry.search.SweepThreads;
import dev.quarry.spark.RequestedEngine;
import dev.quarry.sweep.Combinations;
import dev.quarry.sweep.GridHashes;
import dev.quarry.sweep.SweepEngine;
import dev.quarry.sweep.SweepPlan;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Tests the combinations of a discovery, or a part of them, and stores each. */
@ApplicationScoped
public class DiscoverySweep {

    private final RunLedger ledger;
    private final TrialLedger trials;
    private final RunIndex index;
    private final Transactions transactions;
    private final SweepThreads threads;
    private final int batch;

    /** @param batch how many runs are stored at once: after a kill, the next attempt repeats at most this many */
    @Inject
    public DiscoverySweep(
            RunLedger ledger,
            TrialLedger trials,
            RunIndex index,
            Transactions transactions,
            SweepThreads threads,
            @ConfigProperty(name = "quarry.discovery.batch", defaultValue = "100000") int batch) {
        this.ledger = ledger;
        this.trials = trials;
        this.index = index;
        this.transactions = transactions;
        this.threads = threads;
        this.batch = batch;
    }

    /** Whether any run of that setup may be stored; if not, no run has to be looked up. */
    boolean mayKnow(RunSetup setup) {
        return ledger.mayKnow(setup);
    }

    /** The engine that a request wants, as {@link SweepThreads} has it. */
    RequestedEngine engine(String requested, SearchCost cost, IndicatorCache indicators, JobContext job) {
        return threads.engine(requested, cost, indicators, job);
    }

    /** The engine of this node. */
    SweepEngine engine(IndicatorCache indicators) {
        return threads.engine(indicators);
    }

    /**
     * Tests combinations, and stores them as runs of the plan's job.
     *
     * @param swept which of the plan's
     * @param mayKnow whether any of them may be stored, as runs of this job too
     * @param sample takes their outcomes
     * @return what was found
     */
    Findings run(
            DiscoveryPlan plan,
            Combinations swept,
            boolean mayKnow,
            SweepEngine engine,
            OutcomeSample sample,
            JobContext job) {
        RunSetup setup = plan.setup();
        GridHashes hashes = new GridHashes(setup.grid(), setup.hashed(), job::checkpoint);
        Findings findings = new Findings(swept.grid());
        Optional<TestedBefore> before = mayKnow
                ? Optional.of(
                        new TestedBefore(swept, hashes, ledger, ledger.files(setup), threads.pool(), job::checkpoint))
                : Optional.empty();
        int atOnce = (int) Math.min(batch, Math.max(1, swept.size()));
        LedgerWriter writer =
                new LedgerWriter(ledger, trials, transactions, job, setup, hashes, threads.pool(), atOnce, mayKnow);
        Discovery discovery =
                new Discovery(setup, plan.request().criteria(), plan.request().skipTested(), before, writer, findings);
        KeptRuns kept = new KeptRuns(setup, job, ledger, writer);
        if (engine instanceof RequestedEngine requested) {
            requested.keepWith(kept);
        }
        try {
            discovery.run(
                    sample.listening(engine, plan.combinations().size()),
                    SweepPlan.of(swept, plan.base()),
                    (done, total) -> job.progress(done, total, findings.message()));
        } finally {
            kept.clean();
        }
        index.takeIn();
        return findings;
    }

    /**
     * What parts of a plan found together.
     *
     * @param candidates places in the grid, ascending, the best of each part: these are run again
     */
    Findings together(
            DiscoveryPlan plan,
            Iterable<DiscoveredPart> parts,
            long[] candidates,
            IndicatorCache indicators,
            JobContext job) {
        Findings findings = new Findings(plan.combinations().grid());
        parts.forEach(findings::add);
        Combinations best = Combinations.listed(plan.combinations().grid(), candidates);
        threads.engine(indicators)
                .run(
                        SweepPlan.of(best, plan.base()),
                        (done, total) -> job.checkpoint(),
                        result -> findings.judge(
                                result.combination().index(),
                                RunStatistics.of(result.statistics()),
                                plan.request().criteria().wonBy(result.statistics())));
        return findings;
    }
}
