package dev.quarry.marketdata.file;

import dev.quarry.marketdata.file.container.Unpacking;
import java.nio.ByteBuffer;

/** The packed whole numbers of Parquet (specification, "Encodings": RLE and bit-packing hybrid, delta encoding). */
final class ParquetBits {

    private static final int GROUP = 8;

    private ParquetBits() {}

    /** Reads runs of one number, and groups of eight numbers packed in {@code width} bits each. */
    static int[] hybrid(ByteBuffer in, int width, int count) {
        int[] numbers = new int[counted(count)];
        int filled = 0;
        while (filled < count) {
            long header = varint(in);
            if ((header & 1) == 0) {
                int number = 0;
                for (int i = 0; i < (width + 7) / 8; i++) {
                    number |= (in.get() & 0xff) << (8 * i);
                }
                for (long i = header >>> 1; i > 0 && filled < count; i--) {
                    numbers[filled++] = number;
                }
            } else {
                int start = in.position();
                long all = (header >>> 1) * GROUP;
                for (int i = 0; i < all && filled < count; i++) {
                    numbers[filled++] = (int) bits(in, start, (long) i * width, width);
                }
                in.position((int) Math.min(in.limit(), start + (header >>> 1) * width));
            }
        }
        return numbers;
    }

    /** Reads whole numbers that are stored as differences, in blocks of different widths. */
    static long[] deltas(ByteBuffer in, int count) {
        long block = varint(in);
        int miniblocks = (int) varint(in);
        long total = varint(in);
        long[] numbers = new long[counted(count)];
        long number = zigzag(varint(in));
        int filled = 0;
        if (count > 0) {
            numbers[filled++] = number;
        }
        int each = (int) (block / miniblocks);
        while (filled < Math.min(total, count)) {
            long least = zigzag(varint(in));
            byte[] widths = new byte[miniblocks];
            in.get(widths);
            for (int i = 0; i < miniblocks && filled < Math.min(total, count); i++) {
                int start = in.position();
                for (int j = 0; j < each && filled < Math.min(total, count); j++) {
                    number += least + bits(in, start, (long) j * widths[i], widths[i]);
                    numbers[filled++] = number;
                }
                in.position((int) Math.min(in.limit(), start + (long) each * widths[i] / 8));
            }
        }
        return numbers;
    }

    /** Checks the number of a page's values, which may be billions in a damaged one. */
    static int counted(int count) {
        return Unpacking.sized((long) count * Long.BYTES) / Long.BYTES;
    }

    private static long bits(ByteBuffer in, int start, long bit, int width) {
        long value = 0;
        for (int i = 0; i < width; ) {
            int at = (int) ((bit + i) & 7);
            int taken = Math.min(8 - at, width - i);
            long part = (in.get(start + (int) ((bit + i) >> 3)) & 0xff) >> at & (1 << taken) - 1;
            value |= part << i;
            i += taken;
        }
        return value;
    }

    private static long varint(ByteBuffer in) {
        long value = 0;
        for (int shift = 0; shift < 64; shift += 7) {
            byte b = in.get();
            value |= (long) (b & 0x7f) << shift;
            if (b >= 0) {
                return value;
            }
        }
        throw new IllegalStateException("a number without an end");
    }

    private static long zigzag(long value) {
        return value >>> 1 ^ -(value & 1);
    }
}
