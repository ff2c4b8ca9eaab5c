package dev.quarry.ledger.query;

import dev.quarry.platform.problem.InvalidInputException;
import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.zip.CRC32;

/**
 * Where the next page of a listing begins. It is an opaque text to clients; nothing is stored on the server.
 *
 * @param listing identifies the filters and the order that it belongs to
 * @param count how many runs the listing had when its first page was read
 * @param position the last run that was shown
 */
record RunCursor(long listing, RunCount count, RunPosition position) {

    private static final String FIELD = "cursor";
    private static final byte VERSION = 1;
    private static final int UNDEFINED = 1;
    private static final int CAPPED = 2;
    private static final int BYTES = 1 + 1 + 6 * Long.BYTES + Integer.BYTES;

    String text() {
        ByteBuffer bytes = ByteBuffer.allocate(BYTES);
        bytes.put(VERSION)
                .put((byte) ((position.undefined() ? UNDEFINED : 0) | (count.capped() ? CAPPED : 0)))
                .putLong(listing)
                .putLong(count.runs())
                .putLong(position.key())
                .putLong(position.outcome())
                .putLong(position.gridIndex())
                .putLong(position.hash());
        bytes.putInt(checksum(bytes));
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes.array());
    }

    /**
     * Reads the text of a cursor.
     *
     * @param listing identifies the requested listing
     * @param sort its order
     * @throws InvalidInputException when the text is damaged or comes from another listing
     */
    static RunCursor read(String text, long listing, RunSort sort) {
        ByteBuffer bytes = decode(text);
        if (bytes.capacity() != BYTES
                || bytes.get(0) != VERSION
                || bytes.getInt(BYTES - Integer.BYTES) != checksum(bytes)) {
            throw damaged();
        }
        bytes.position(1);
        int flags = bytes.get();
        if (bytes.getLong() != listing) {
            throw new InvalidInputException(FIELD, "belongs to other filters or another order; leave it out to start");
        }
        RunCount count = new RunCount(bytes.getLong(), (flags & CAPPED) != 0);
        RunPosition position = new RunPosition(
                (flags & UNDEFINED) != 0, bytes.getLong(), bytes.getLong(), bytes.getLong(), bytes.getLong());
        if (!position.isOf(sort)) {
            throw damaged();
        }
        return new RunCursor(listing, count, position);
    }

    private static ByteBuffer decode(String text) {
        try {
            return ByteBuffer.wrap(Base64.getUrlDecoder().decode(text));
        } catch (IllegalArgumentException e) {
            throw damaged();
        }
    }

    private static int checksum(ByteBuffer bytes) {
        CRC32 checksum = new CRC32();
        checksum.update(bytes.array(), 0, BYTES - Integer.BYTES);
        return (int) checksum.getValue();
    }

    private static InvalidInputException damaged() {
        return new InvalidInputException(FIELD, "is damaged; use next_cursor of a page as it was given");
    }
}
