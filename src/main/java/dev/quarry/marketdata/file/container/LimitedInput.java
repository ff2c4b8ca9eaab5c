package dev.quarry.marketdata.file.container;

import dev.quarry.marketdata.CandleSink;
import dev.quarry.platform.io.CountedInput;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.zip.ZipException;

/**
 * Limits the number of bytes, so that a small packed file that unpacks to a huge one ends in an error, not in a full
 * disk. Reports to a sink how far they have been read.
 */
public final class LimitedInput extends CountedInput {

    private final boolean packed;
    private final long limit;
    private final long total;
    private final CandleSink sink;

    /**
     * @param packed true where a fault in the bytes means that the packed file is damaged
     * @param total how many there are; 0 when that is unknown
     */
    public LimitedInput(InputStream in, boolean packed, long limit, long total, CandleSink sink) {
        super(in);
        this.packed = packed;
        this.limit = limit;
        this.total = total;
        this.sink = sink;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        try {
            return super.read(buffer, offset, length);
        } catch (ZipException | EOFException e) {
            throw e;
        } catch (IOException e) {
            throw packed ? new ZipException(e.getMessage()) : e;
        }
    }

    @Override
    protected void counted(long bytes) {
        if (bytes > limit) {
            throw tooLong(limit);
        }
        if (sink != null) {
            sink.at(bytes, total);
        }
    }

    static UnreadableFileException tooLong(long limit) {
        return new UnreadableFileException(String.format(
                Locale.ROOT, "The file holds more than %,d bytes of text, the limit of this server.", limit));
    }
}
