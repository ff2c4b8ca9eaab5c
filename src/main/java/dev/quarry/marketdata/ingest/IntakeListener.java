package dev.quarry.marketdata.ingest;

import dev.quarry.job.JobContext;

/** Receives what an intake finds, and may stop it. */
public interface IntakeListener {

    /** Receives a warning for the sender of the prices. */
    void warn(String sentence);

    /** Throws to stop the intake. */
    void checkpoint();

    /** Receives how far the source has been read, in a unit of its own. */
    void progress(long done, long total, String message);

    /** A listener that reports to a job. */
    static IntakeListener of(JobContext job) {
        return new IntakeListener() {
            @Override
            public void warn(String sentence) {
                job.warn(sentence);
            }

            @Override
            public void checkpoint() {
                job.checkpoint();
            }

            @Override
            public void progress(long done, long total, String message) {
                job.progress(done, total, message);
            }
        };
    }
}
