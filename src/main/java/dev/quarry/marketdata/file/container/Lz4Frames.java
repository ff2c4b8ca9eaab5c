package dev.quarry.marketdata.file.container;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Unpacks LZ4 frames (LZ4 frame format 1.6), as Arrow writes them, into one array, which is needed by blocks that refer
 * to earlier ones. Checksums are ignored. Invalid bytes cause a runtime exception.
 */
final class Lz4Frames {

    private static final int MAGIC = 0x184D2204;
    private static final int WITH_BLOCK_CHECKSUM = 0x10;
    private static final int WITH_SIZE = 0x08;
    private static final int WITH_CHECKSUM = 0x04;
    private static final int WITH_DICTIONARY = 0x01;
    private static final int AS_IT_IS = 0x8000_0000;
    private static final int MIN_MATCH = 4;
    private static final int LONG_LENGTH = 15;

    private final ByteBuffer in;
    private final byte[] packed;
    private final byte[] out;
    private int filled;

    private Lz4Frames(byte[] packed, int from, int length, byte[] out) {
        this.packed = packed;
        this.in = ByteBuffer.wrap(packed, from, length).order(ByteOrder.LITTLE_ENDIAN);
        this.out = out;
    }

    /** Unpacks as many bytes as fit into the array; returns how many the frames contain. */
    static int unpack(byte[] packed, int from, int length, byte[] out) {
        Lz4Frames frames = new Lz4Frames(packed, from, length, out);
        while (frames.in.hasRemaining() && frames.filled < out.length) {
            frames.frame();
        }
        return frames.filled;
    }

    private void frame() {
        if (in.getInt() != MAGIC) {
            throw new IllegalStateException("no LZ4 frame");
        }
        int flags = in.get();
        int header =
                2 + ((flags & WITH_SIZE) == 0 ? 0 : Long.BYTES) + ((flags & WITH_DICTIONARY) == 0 ? 0 : Integer.BYTES);
        in.position(in.position() + header);
        for (int size; (size = in.getInt()) != 0; ) {
            int end = in.position() + (size & ~AS_IT_IS);
            if (end > in.limit() || end < in.position()) {
                throw new IllegalStateException("a block beyond the end");
            }
            if (size < 0) {
                literals(end - in.position());
            } else {
                block(end);
            }
            in.position(end + ((flags & WITH_BLOCK_CHECKSUM) == 0 ? 0 : Integer.BYTES));
        }
        if ((flags & WITH_CHECKSUM) != 0) {
            in.getInt();
        }
    }

    private void block(int end) {
        while (in.position() < end) {
            int token = in.get() & 0xff;
            literals(length(token >> 4));
            if (in.position() >= end) {
                return;
            }
            int back = in.getShort() & 0xffff;
            int match = length(token & LONG_LENGTH) + MIN_MATCH;
            if (back >= match) {
                System.arraycopy(out, filled - back, out, filled, match);
                filled += match;
            } else {
                for (int i = 0; i < match; i++, filled++) {
                    out[filled] = out[filled - back];
                }
            }
        }
    }

    private int length(int begun) {
        int length = begun;
        if (begun == LONG_LENGTH) {
            int more;
            do {
                more = in.get() & 0xff;
                length = Math.addExact(length, more);
            } while (more == 0xff);
        }
        return length;
    }

    private void literals(int length) {
        System.arraycopy(packed, in.position(), out, filled, length);
        in.position(in.position() + length);
        filled += length;
    }
}
