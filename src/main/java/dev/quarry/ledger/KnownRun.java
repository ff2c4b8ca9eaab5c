package dev.quarry.ledger;

/**
 * What the ledger knows of a parameter set.
 *
 * @param outcome the key of what came of it
 * @param statistics its statistics
 * @param winner whether it met the win criteria of the discovery that judged it last
 * @param jobId the job that tested it
 * @param dataDigest the bars it was tested on
 * @param engineVersion the engine that tested it
 */
public record KnownRun(
        long outcome, RunStatistics statistics, boolean winner, long jobId, String dataDigest, String engineVersion) {

    /** Whether a test today, on that data by that engine, would give the same numbers. */
    public boolean isCurrent(String digest, String version) {
        return dataDigest.equals(digest) && engineVersion.equals(version);
    }
}
