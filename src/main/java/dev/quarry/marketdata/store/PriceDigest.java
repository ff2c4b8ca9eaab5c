package dev.quarry.marketdata.store;

import dev.quarry.series.Bars;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * A text that identifies the content of bars: the first 16 hex digits of SHA-256 over the columns open time, open,
 * high, low, close, volume, and the sums of funding rates if there are any, one column after another, each value as
 * eight bytes, most significant first.
 */
final class PriceDigest {

    private static final int HEX_DIGITS = 16;

    private final MessageDigest digest;
    private final ByteBuffer block = ByteBuffer.allocate(1 << 13);

    private PriceDigest() {
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    static String of(Bars bars) {
        PriceDigest digest = new PriceDigest();
        for (long time : bars.openTime()) {
            digest.add(time);
        }
        digest.add(bars.open());
        digest.add(bars.high());
        digest.add(bars.low());
        digest.add(bars.close());
        digest.add(bars.volume());
        if (bars.funding() != null) {
            digest.add(bars.funding());
        }
        return digest.text();
    }

    private void add(double[] column) {
        for (double value : column) {
            add(Double.doubleToLongBits(value));
        }
    }

    private void add(long value) {
        if (!block.hasRemaining()) {
            flush();
        }
        block.putLong(value);
    }

    private void flush() {
        digest.update(block.flip());
        block.clear();
    }

    private String text() {
        flush();
        return HexFormat.of().formatHex(digest.digest()).substring(0, HEX_DIGITS);
    }
}
