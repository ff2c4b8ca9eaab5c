package dev.quarry.leaderboard;

import dev.quarry.job.JobContext;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;

/** Reports how many winners are assessed; usable from any thread. */
public final class AssessmentProgress {

    private final JobContext job;
    private final int before;
    private final int winners;
    private final int total;
    private final AtomicInteger done = new AtomicInteger();

    /**
     * @param before steps of the job before the first winner
     * @param winners how many are to be assessed
     * @param total all steps of the job
     */
    AssessmentProgress(JobContext job, int before, int winners, int total) {
        this.job = job;
        this.before = before;
        this.winners = winners;
        this.total = total;
    }

    /** Another winner is assessed. */
    void done() {
        int count = done.incrementAndGet();
        job.progress(before + count, total, String.format(Locale.ROOT, "Assessed %d of %d strategies", count, winners));
    }
}
