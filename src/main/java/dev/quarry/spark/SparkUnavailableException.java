package dev.quarry.spark;

/** Spark cannot run a sweep; the local engine can. */
final class SparkUnavailableException extends Exception {

    private static final long serialVersionUID = 1;

    private final boolean mayPass;

    private SparkUnavailableException(String reason, boolean mayPass) {
        super(reason);
        this.mayPass = mayPass;
    }

    /** Something is missing or set wrongly. @param reason a sentence without its full stop */
    static SparkUnavailableException permanent(String reason) {
        return new SparkUnavailableException(reason, false);
    }

    /** Something failed that may be well again later. @param reason a sentence without its full stop */
    static SparkUnavailableException passing(String reason) {
        return new SparkUnavailableException(reason, true);
    }

    /** Whether another attempt may have more luck. */
    boolean mayPass() {
        return mayPass;
    }
}
