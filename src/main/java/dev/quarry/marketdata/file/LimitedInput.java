package dev.quarry.marketdata.file;

import dev.quarry.marketdata.CandleSink;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.zip.ZipException;

/**
 * Bytes of which there may be so many, so that a small packed file that unpacks to a huge one ends in an error, not in a
 * full disk. Tells a sink how far they have been read.
 */
final class LimitedInput extends FilterInputStream {

    private final boolean packed;
    private final long limit;
    private final long total;
    private final CandleSink sink;
    private long read;

    /**
     * @param packed true where a fault of the bytes is one of how they are packed
     * @param total how many there are; 0 when that is unknown
     */
    LimitedInput(InputStream in, boolean packed, long limit, long total, CandleSink sink) {
        super(in);
        this.packed = packed;
        this.limit = limit;
        this.total = total;
        this.sink = sink;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        int n;
        try {
            n = super.read(buffer, offset, length);
        } catch (ZipException | EOFException e) {
            throw e;
        } catch (IOException e) {
            throw packed ? new ZipException(e.getMessage()) : e;
        }
        count(Math.max(0, n));
        return n;
    }

    private void count(int bytes) {
        read += bytes;
        if (read > limit) {
            throw tooLong(limit);
        }
        if (sink != null) {
            sink.at(read, total);
        }
    }

    static UnreadableFileException tooLong(long limit) {
        return new UnreadableFileException(String.format(
                Locale.ROOT, "The file holds more than %,d bytes of text, the limit of this server.", limit));
    }
}
