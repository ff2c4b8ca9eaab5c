package dev.quarry.marketdata.store.upload;

import java.io.InputStream;
import java.util.Optional;
import java.util.function.IntFunction;

/** One stream out of numbered chunks, with one chunk in memory at a time. */
final class ChunkStream extends InputStream {

    private final IntFunction<Optional<byte[]>> chunks;
    private byte[] chunk = {};
    private int number;
    private int position;

    /** @param chunks by number from 0; empty after the last */
    ChunkStream(IntFunction<Optional<byte[]>> chunks) {
        this.chunks = chunks;
    }

    @Override
    public int read() {
        return hasMore() ? chunk[position++] & 0xff : -1;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) {
        if (length == 0) {
            return 0;
        }
        if (!hasMore()) {
            return -1;
        }
        int count = Math.min(length, chunk.length - position);
        System.arraycopy(chunk, position, buffer, offset, count);
        position += count;
        return count;
    }

    private boolean hasMore() {
        if (chunk != null && position == chunk.length) {
            chunk = chunks.apply(number++).orElse(null);
            position = 0;
        }
        return chunk != null;
    }
}
