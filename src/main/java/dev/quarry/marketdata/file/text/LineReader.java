package dev.quarry.marketdata.file.text;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;

/**
 * Lines that end with LF, CR LF or CR, numbered from 1. A line longer than the limit is truncated, so that a file
 * without line ends does not fill the memory.
 */
public final class LineReader {

    private static final int LIMIT = 8192;

    private final InputStream in;
    private final Charset charset;
    private final byte[] buffer = new byte[1 << 16];
    private final byte[] line = new byte[LIMIT];
    private int position;
    private int filled;
    private int length;
    private long number;
    private boolean cut;
    private boolean skipLineFeed;

    /** @param charset the charset of the bytes, a superset of ASCII */
    public LineReader(InputStream in, Charset charset) {
        this.in = in;
        this.charset = charset;
    }

    /** Goes to the next line; false at the end of the file. */
    public boolean next() throws IOException {
        length = 0;
        cut = false;
        boolean any = false;
        while (position < filled || fill()) {
            byte b = buffer[position++];
            if (skipLineFeed) {
                skipLineFeed = false;
                if (b == '\n') {
                    continue;
                }
            }
            any = true;
            if (b == '\n' || b == '\r') {
                skipLineFeed = b == '\r';
                number++;
                return true;
            }
            if (length < LIMIT) {
                line[length++] = b;
            } else {
                cut = true;
            }
        }
        if (any) {
            number++;
        }
        return any;
    }

    public String text() {
        return new String(line, 0, length, charset);
    }

    public long number() {
        return number;
    }

    /** Whether the current line was longer than the limit. */
    public boolean wasCut() {
        return cut;
    }

    private boolean fill() throws IOException {
        position = 0;
        filled = Math.max(0, in.read(buffer));
        return filled > 0;
    }
}
