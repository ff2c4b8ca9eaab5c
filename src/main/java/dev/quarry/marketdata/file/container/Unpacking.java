package dev.quarry.marketdata.file.container;

import io.airlift.compress.lz4.Lz4Decompressor;
import io.airlift.compress.snappy.SnappyDecompressor;
import io.airlift.compress.zstd.ZstdDecompressor;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Locale;
import org.apache.commons.compress.compressors.gzip.GzipCompressorInputStream;

/** Unpacks the pieces of binary tables, whose lengths are known in advance. */
public final class Unpacking {

    /** The most bytes of a piece, far above the usual size. */
    public static final int MAX_BYTES = 1 << 27;

    private Unpacking() {}

    /** Unpacks the bytes between two places of the packed ones. */
    public interface Codec {
        byte[] unpack(byte[] packed, int from, int length, int unpackedLength) throws IOException;
    }

    public static byte[] none(byte[] packed, int from, int length, int unpackedLength) {
        return Arrays.copyOfRange(packed, from, from + length);
    }

    public static byte[] snappy(byte[] packed, int from, int length, int unpackedLength) {
        byte[] unpacked = new byte[sized(unpackedLength)];
        return whole(unpacked, new SnappyDecompressor().decompress(packed, from, length, unpacked, 0, unpacked.length));
    }

    public static byte[] zstd(byte[] packed, int from, int length, int unpackedLength) {
        byte[] unpacked = new byte[sized(unpackedLength)];
        return whole(unpacked, new ZstdDecompressor().decompress(packed, from, length, unpacked, 0, unpacked.length));
    }

    public static byte[] lz4Block(byte[] packed, int from, int length, int unpackedLength) {
        byte[] unpacked = new byte[sized(unpackedLength)];
        return whole(unpacked, new Lz4Decompressor().decompress(packed, from, length, unpacked, 0, unpacked.length));
    }

    public static byte[] lz4Frame(byte[] packed, int from, int length, int unpackedLength) {
        byte[] unpacked = new byte[sized(unpackedLength)];
        return whole(unpacked, Lz4Frames.unpack(packed, from, length, unpacked));
    }

    public static byte[] gzip(byte[] packed, int from, int length, int unpackedLength) throws IOException {
        return read(
                GzipCompressorInputStream.builder()
                        .setInputStream(new ByteArrayInputStream(packed, from, length))
                        .setDecompressConcatenated(true)
                        .get(),
                unpackedLength);
    }

    private static byte[] read(InputStream in, int length) throws IOException {
        byte[] unpacked = new byte[sized(length)];
        try (in) {
            return whole(unpacked, in.readNBytes(unpacked, 0, length));
        }
    }

    private static byte[] whole(byte[] unpacked, int length) {
        if (length != unpacked.length) {
            throw new IllegalStateException("unpacked to another length");
        }
        return unpacked;
    }

    /** @throws UnreadableFileException when a piece is larger than allowed */
    public static int sized(long length) {
        return sized(length, MAX_BYTES);
    }

    /** Checks the length of a piece against a lower limit. */
    public static int sized(long length, int most) {
        if (length < 0 || length > most) {
            throw new UnreadableFileException(String.format(
                    Locale.ROOT,
                    "The file has a piece of %,d bytes, more than %,d can be taken at once; write it in smaller ones, such as"
                            + " batches or row groups of 100,000 rows.",
                    length,
                    most));
        }
        return (int) length;
    }
}
