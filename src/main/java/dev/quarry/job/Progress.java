package dev.quarry.job;

/**
 * How far an attempt has got.
 *
 * @param current units done
 * @param total units in all, 0 when unknown
 * @param message what is happening; may be null
 */
public record Progress(long current, long total, String message) {

    /** Before the first report. */
    public static final Progress NONE = new Progress(0, 0, null);
}
