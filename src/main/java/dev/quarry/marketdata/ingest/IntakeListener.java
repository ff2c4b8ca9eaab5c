package dev.quarry.marketdata.ingest;

import dev.quarry.job.JobContext;

/** Whom an intake tells what it finds, and asks whether to go on. */
public interface IntakeListener {

    /** Something that the one who sent the prices should know. */
    void warn(String sentence);

    /** Throws when there is to be an end. */
    void checkpoint();

    /** How far the source has been read, in a unit of its own. */
    void progress(long done, long total, String message);

    /** Tells a job. */
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
