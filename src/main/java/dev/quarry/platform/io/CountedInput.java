package dev.quarry.platform.io;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Counts bytes while they are read, for limits and progress. */
public abstract class CountedInput extends FilterInputStream {

    private static final int SKIP_BYTES = 8_192;

    private long count;

    protected CountedInput(InputStream in) {
        super(in);
    }

    /**
     * Called after each read, and at the end of the bytes too.
     *
     * @param bytes how many have been read so far
     * @throws IOException or an unchecked exception when there must not be so many; it is thrown to the reader
     */
    protected abstract void counted(long bytes) throws IOException;

    /** How many bytes have been read so far. */
    protected final long count() {
        return count;
    }

    @Override
    public final int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        int n = super.read(buffer, offset, length);
        count += Math.max(0, n);
        counted(count);
        return n;
    }

    /** Reads what is skipped, since it counts as well. */
    @Override
    public final long skip(long bytes) throws IOException {
        byte[] passed = new byte[(int) Math.max(0, Math.min(bytes, SKIP_BYTES))];
        long left = bytes;
        while (left > 0) {
            int n = read(passed, 0, (int) Math.min(left, passed.length));
            if (n < 0) {
                break;
            }
            left -= n;
        }
        return Math.max(0, bytes) - Math.max(0, left);
    }
}
