package dev.quarry.marketdata.file;

import dev.quarry.marketdata.file.container.FileSignature;
import dev.quarry.marketdata.file.container.Spool;
import dev.quarry.marketdata.file.container.UnreadableFileException;
import dev.quarry.marketdata.file.text.LineReader;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import org.apache.commons.io.input.ReaderInputStream;

/** The rows of a price file, unpacked and decoded. */
final class FileContent implements AutoCloseable {

    private static final int LOOKED_AT = 1 << 16;
    private static final int LOOKED_AT_LINES = 200;
    private static final int SIGNATURE = 8;
    private static final char MARK = '\uFEFF';

    private final InputStream text;
    private final Charset charset;
    private final Charset encoding;
    private final String start;
    private final BinaryTable table;
    private final Spool spool;

    /** @param encoding the file's encoding; the charset is that of the stream, which may have been converted */
    private FileContent(
            InputStream text, Charset charset, Charset encoding, String start, BinaryTable table, Spool spool) {
        this.text = text;
        this.charset = charset;
        this.encoding = encoding;
        this.start = start;
        this.table = table;
        this.spool = spool;
    }

    /** @throws UnreadableFileException when it is not a table */
    static FileContent of(InputStream unpacked) throws IOException {
        try {
            InputStream content = new BufferedInputStream(unpacked, LOOKED_AT);
            content.mark(LOOKED_AT);
            byte[] bytes = content.readNBytes(LOOKED_AT - 1);
            content.reset();
            if (ArrowTable.isOne(bytes) || ParquetTable.isOne(bytes)) {
                return of(Spool.of(content));
            }
            FileSignature.requireText(bytes);
            Charset encoding = charset(bytes);
            Charset charset = encoding;
            String start = new String(bytes, charset);
            if (charset == StandardCharsets.UTF_16LE || charset == StandardCharsets.UTF_16BE) {
                content = ReaderInputStream.builder()
                        .setReader(new InputStreamReader(content, charset))
                        .setCharset(StandardCharsets.UTF_8)
                        .get();
                charset = StandardCharsets.UTF_8;
            }
            boolean marked = !start.isEmpty() && start.charAt(0) == MARK;
            if (marked) {
                content.skipNBytes(String.valueOf(MARK).getBytes(charset).length);
            }
            return new FileContent(content, charset, encoding, marked ? start.substring(1) : start, null, null);
        } catch (IOException | RuntimeException e) {
            unpacked.close();
            throw e;
        }
    }

    /** A table of typed columns, which owns the copy from now on. */
    static FileContent of(Spool spool) throws IOException {
        byte[] start = spool.bytes(0, SIGNATURE);
        BinaryTable table = ArrowTable.isOne(start)
                ? ArrowTable.open(spool, start, ArrowTable.Limits.OF_A_FILE)
                : ParquetTable.open(spool);
        return new FileContent(null, null, null, "", table, spool);
    }

    /** The copy that the rows are read from; null where they are read from the stream itself. */
    Spool spool() {
        return spool;
    }

    /** The rows from the first one on; may be called once only. */
    Rows rows() {
        if (table != null) {
            return new BinaryRows(table);
        }
        return isJson() ? new JsonRows(text) : new DelimitedRows(new LineReader(text, charset), delimiter());
    }

    /** The delimiter of the fields. */
    char delimiter() {
        return table != null ? ',' : Dialect.delimiter(lines());
    }

    /** {@code text}, {@code json}, {@code arrow} or {@code parquet}. */
    String kind() {
        return table != null ? table.kind().toLowerCase(Locale.ROOT) : isJson() ? "json" : "text";
    }

    /** The charset's usual name; null where there is no text. */
    String encoding() {
        return encoding == null ? null : encoding.name();
    }

    /** The delimiter of the fields as a text; null where there is none. */
    String delimiterText() {
        return isJson() || table != null ? null : String.valueOf(delimiter());
    }

    boolean isJson() {
        String begin = start.stripLeading();
        return begin.startsWith("[") || begin.startsWith("{");
    }

    private List<String> lines() {
        return start.lines()
                .filter(line -> !line.isBlank())
                .limit(LOOKED_AT_LINES)
                .toList();
    }

    @Override
    public void close() throws IOException {
        (table == null ? text : table).close();
    }

    private static Charset charset(byte[] start) {
        if (FileSignature.startsWith(start, 0xff, 0xfe) || isZeroEverySecond(start, 1)) {
            return StandardCharsets.UTF_16LE;
        }
        if (FileSignature.startsWith(start, 0xfe, 0xff) || isZeroEverySecond(start, 0)) {
            return StandardCharsets.UTF_16BE;
        }
        CharBuffer decoded = CharBuffer.allocate(start.length + 1);
        boolean malformed = StandardCharsets.UTF_8
                .newDecoder()
                .decode(ByteBuffer.wrap(start), decoded, false)
                .isError();
        return malformed ? Charset.forName("windows-1252") : StandardCharsets.UTF_8;
    }

    /** Whether every second byte is zero, as in ASCII text in UTF-16 without a byte order mark. */
    private static boolean isZeroEverySecond(byte[] start, int from) {
        int zeros = 0;
        for (int i = from; i < start.length; i += 2) {
            zeros += start[i] == 0 ? 1 : 0;
        }
        return zeros > 8 && zeros > start.length / 4;
    }
}
