package dev.quarry.discovery;

import dev.quarry.runs.KnownRun;
import dev.quarry.runs.NewRun;
import dev.quarry.runs.RunSetup;
import dev.quarry.runs.RunStatistics;
import dev.quarry.sweep.Combination;
import dev.quarry.sweep.CombinationResult;
import dev.quarry.sweep.SweepEngine;
import dev.quarry.sweep.SweepPlan;
import dev.quarry.sweep.SweepProgress;
import dev.quarry.sweep.WinCriteria;
import java.util.Optional;

/** One attempt at a discovery: what the ledger knows is taken from there, the rest is tested and written. */
final class Discovery {

    private final RunSetup setup;
    private final WinCriteria criteria;
    private final boolean skipTested;
    private final TestedBefore before;
    private final LedgerWriter writer;
    private final Findings findings = new Findings();

    Discovery(RunSetup setup, WinCriteria criteria, boolean skipTested, TestedBefore before, LedgerWriter writer) {
        this.setup = setup;
        this.criteria = criteria;
        this.skipTested = skipTested;
        this.before = before;
        this.writer = writer;
    }

    /** What was found so far. */
    Findings findings() {
        return findings;
    }

    void run(SweepEngine engine, SweepPlan plan, SweepProgress progress) {
        engine.run(plan.skipping(this::skips), progress, this::take);
        writer.flush();
    }

    private boolean skips(Combination combination) {
        Optional<KnownRun> known = before.lookUp(combination).filter(this::counts);
        known.ifPresent(run -> {
            boolean winner = run.statistics().meets(criteria);
            long hash = before.takeHash(combination);
            if (winner != run.winner()) {
                writer.judge(hash, winner);
            }
            findings.tested(combination, run.statistics(), winner, run.jobId() == setup.jobId());
        });
        return known.isPresent();
    }

    /** A run of an earlier attempt of this job counts even when the job is to test everything anew. */
    private boolean counts(KnownRun run) {
        return run.isCurrent(setup.dataDigest(), setup.engineVersion()) && (skipTested || run.jobId() == setup.jobId());
    }

    private void take(CombinationResult result) {
        Combination combination = result.combination();
        long hash = before.takeHash(combination);
        if (result.failed()) {
            findings.failed(result);
            return;
        }
        RunStatistics run = RunStatistics.of(result.statistics());
        boolean winner = criteria.wonBy(result.statistics());
        writer.add(new NewRun(hash, combination.index(), run, winner));
        findings.tested(combination, run, winner, true);
    }
}
