package dev.quarry.discovery;

import dev.quarry.engine.Statistics;
import dev.quarry.ledger.KnownRun;
import dev.quarry.ledger.RunSetup;
import dev.quarry.ledger.RunStatistics;
import dev.quarry.sweep.SweepChunk;
import dev.quarry.sweep.SweepEngine;
import dev.quarry.sweep.SweepPlan;
import dev.quarry.sweep.SweepProgress;
import dev.quarry.sweep.search.WinCriteria;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Optional;

/** One attempt at a discovery: what the ledger knows is taken from there, the rest is tested and written. */
final class Discovery {

    private final RunSetup setup;
    private final WinCriteria criteria;
    private final boolean skipTested;
    private final Optional<TestedBefore> before;
    private final LedgerWriter writer;
    private final Findings findings;
    private final Map<Statistics, Judged> judged = new IdentityHashMap<>();
    private long judgedInBatch;

    /** @param before looks up what was tested; nothing when the ledger cannot know any combination */
    Discovery(
            RunSetup setup,
            WinCriteria criteria,
            boolean skipTested,
            Optional<TestedBefore> before,
            LedgerWriter writer,
            Findings findings) {
        this.setup = setup;
        this.criteria = criteria;
        this.skipTested = skipTested;
        this.before = before;
        this.writer = writer;
        this.findings = findings;
    }

    void run(SweepEngine engine, SweepPlan plan, SweepProgress progress) {
        SweepPlan rest = before.map(ledger -> plan.skipping(index -> isKnown(index, ledger)))
                .orElse(plan);
        engine.runInChunks(rest, progress, this::take);
        writer.flush();
    }

    private boolean isKnown(long index, TestedBefore ledger) {
        Optional<KnownRun> known = ledger.lookUpNext().filter(this::counts);
        known.ifPresent(run -> {
            boolean winner = run.statistics().meets(criteria);
            if (winner != run.winner()) {
                writer.judge(run.outcome(), winner);
            }
            findings.tested(index, run.statistics(), winner, run.jobId() == setup.jobId());
        });
        return known.isPresent();
    }

    /**
     * Whether a known run need not be tested again: one of an earlier attempt of this job never is, even when the job
     * is to test everything anew.
     */
    private boolean counts(KnownRun run) {
        return run.isCurrent(setup.dataDigest(), setup.engineVersion()) && (skipTested || run.jobId() == setup.jobId());
    }

    private void take(SweepChunk chunk) {
        for (int k = 0; k < chunk.size(); k++) {
            if (!findings.failed(chunk, k)) {
                Judged outcome = judge(chunk.statistics(k));
                long index = chunk.index(k);
                findings.tested(index, outcome.statistics, outcome.winner, true);
                writer.add(index, outcome.number);
            }
        }
    }

    /** Judges statistics by the win criteria; those that several combinations of a batch share are judged once. */
    private Judged judge(Statistics statistics) {
        if (judgedInBatch != writer.batchNumber()) {
            judgedInBatch = writer.batchNumber();
            judged.clear();
        }
        return judged.computeIfAbsent(statistics, s -> {
            RunStatistics run = RunStatistics.of(s);
            boolean winner = criteria.wonBy(s);
            return new Judged(run, winner, writer.outcome(run, winner));
        });
    }

    /** @param number the number of the outcome in the current batch */
    private record Judged(RunStatistics statistics, boolean winner, int number) {}
}
