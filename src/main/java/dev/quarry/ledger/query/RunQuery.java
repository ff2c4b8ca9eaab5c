package dev.quarry.ledger.query;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * A request for a page of a listing of runs.
 *
 * @param filter which runs
 * @param sort in which order
 * @param cursor the {@code next_cursor} of the page before; null for the first page
 * @param limit how many runs at most
 */
public record RunQuery(RunFilter filter, RunSort sort, String cursor, int limit) {

    /** Identifies filters and order, so that a cursor of another listing is noticed. */
    long listing() {
        try {
            byte[] text = (filter + "|" + sort).getBytes(StandardCharsets.UTF_8);
            return ByteBuffer.wrap(MessageDigest.getInstance("SHA-256").digest(text))
                    .getLong();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
