package dev.quarry.marketdata.file.container;

import dev.quarry.marketdata.CandleSink;
import dev.quarry.marketdata.file.text.Fields;
import dev.quarry.platform.io.CountedInput;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.SeekableByteChannel;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.zip.CRC32;
import java.util.zip.ZipException;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;
import org.apache.commons.io.input.ChecksumInputStream;

/** The files of a zip of any kind, read by its directory, so that only requested files are unpacked. */
public final class ZipArchive implements AutoCloseable {

    private static final int SHOWN = 10;

    /** The most tables: eighty markets with a file for each month of ten years. */
    private static final int MAX_TABLES = 10_000;

    private static final int MAX_DIRECTORY_BYTES = 1 << 23;
    private static final int END_BYTES = 22;
    private static final int MAX_COMMENT_BYTES = 1 << 16;
    private static final int END_SIGNATURE = 0x06054b50;
    private static final int DIRECTORY_OFFSET = 16;

    /** Files in archives that are not tables. */
    private static final Pattern NO_TABLE = Pattern.compile(
            "(^|.*/)(__macosx/.*|\\.[^/]*|thumbs\\.db|desktop\\.ini|readme[^/]*|licen[cs]e[^/]*|copying|changelog[^/]*)"
                    + "|.*\\.(checksum|md5|sha1|sha256|sha512|sig|asc|md|pdf|html?|png|jpe?g)");

    private final Spool spool;
    private final ZipFile zip;
    private final long maxBytes;

    private ZipArchive(Spool spool, long maxBytes) throws IOException {
        this.spool = spool;
        this.maxBytes = maxBytes;
        requireSmallDirectory(spool.channel());
        this.zip = ZipFile.builder()
                .setSeekableByteChannel(spool.channel())
                .setIgnoreLocalFileHeader(true)
                .get();
    }

    public static ZipArchive open(InputStream content, long maxBytes) throws IOException {
        Spool spool = Spool.of(content);
        try {
            return new ZipArchive(spool, maxBytes);
        } catch (IOException | RuntimeException e) {
            spool.close();
            throw e;
        }
    }

    /**
     * The names of possible tables, at least one.
     * @throws UnreadableFileException when there is none
     */
    public List<String> tables() {
        List<String> names = names();
        if (names.contains("[Content_Types].xml")) {
            throw new UnreadableFileException("The file is an Excel workbook (xlsx); save its sheet as CSV.");
        }
        if (names.contains("content.xml") && names.contains("mimetype")) {
            throw new UnreadableFileException("The file is a spreadsheet (ods); save its sheet as CSV.");
        }
        List<String> tables = names.stream()
                .filter(name -> !NO_TABLE.matcher(name.toLowerCase(Locale.ROOT)).matches())
                .toList();
        if (tables.isEmpty()) {
            throw new UnreadableFileException(
                    names.isEmpty() ? "The zip holds no file." : "The zip holds no table, only " + shown(names) + ".");
        }
        return tables;
    }

    /**
     * {@link #tables} that are all to be read, with one limit for all together.
     *
     * @throws UnreadableFileException when there are too many, or they are too long once they are unpacked
     */
    public List<String> allTables() {
        List<String> tables = tables();
        if (tables.size() > MAX_TABLES) {
            throw new UnreadableFileException(String.format(
                    Locale.ROOT,
                    "The zip holds %,d tables, more than the %,d that one import takes; send it in parts.",
                    tables.size(),
                    MAX_TABLES));
        }
        long bytes = 0;
        for (String table : tables) {
            bytes += zip.getEntry(table).getSize();
            if (bytes > maxBytes) {
                throw new UnreadableFileException(String.format(
                        Locale.ROOT,
                        "The tables of the zip hold more than %,d bytes once they are unpacked, the limit of this server for"
                                + " all of one file together; send it in parts.",
                        maxBytes));
            }
        }
        return tables;
    }

    private List<String> names() {
        return Collections.list(zip.getEntries()).stream()
                .filter(entry -> !entry.isDirectory())
                .map(ZipArchiveEntry::getName)
                .toList();
    }

    /** The bytes of one file: the one of that name, or the only table. */
    public InputStream content(Optional<String> name, CandleSink sink) throws IOException {
        ZipArchiveEntry entry = chosen(name);
        requireReadable(entry);
        if (entry.getSize() > maxBytes) {
            throw LimitedInput.tooLong(maxBytes);
        }
        InputStream checked = ChecksumInputStream.builder()
                .setChecksum(new CRC32())
                .setInputStream(zip.getInputStream(entry))
                .setCountThreshold(entry.getSize())
                .setExpectedChecksumValue(entry.getCrc())
                .get();
        return new LimitedInput(new Announced(checked, entry.getSize()), true, maxBytes, entry.getSize(), sink);
    }

    /** Makes sure that a file is not longer than the directory says, since the limits are applied to that length. */
    private static final class Announced extends CountedInput {

        private final long announced;

        Announced(InputStream content, long announced) {
            super(content);
            this.announced = announced;
        }

        @Override
        protected void counted(long bytes) throws IOException {
            if (bytes > announced) {
                throw new ZipException("has more bytes than its directory says");
            }
        }
    }

    private ZipArchiveEntry chosen(Optional<String> name) {
        if (name.isPresent()) {
            ZipArchiveEntry entry = zip.getEntry(name.get());
            if (entry == null || entry.isDirectory()) {
                throw new UnreadableFileException(
                        "The zip holds no entry " + Fields.quoted(name.get()) + "; it holds " + shown(names()) + ".");
            }
            return entry;
        }
        List<String> tables = tables();
        if (tables.size() > 1) {
            throw new UnreadableFileException("The zip holds more than one file, " + shown(tables)
                    + "; send one that holds only the prices, name the right one as entry, or send entry=* to import each"
                    + " as a series of its own.");
        }
        return zip.getEntry(tables.get(0));
    }

    static String shown(List<String> names) {
        String some = String.join(", ", names.subList(0, Math.min(SHOWN, names.size())));
        return names.size() > SHOWN ? some + " and " + (names.size() - SHOWN) + " more" : some;
    }

    private void requireReadable(ZipArchiveEntry entry) {
        if (entry.getGeneralPurposeBit().usesEncryption()) {
            throw new UnreadableFileException("The entry " + Fields.quoted(entry.getName())
                    + " of the zip is encrypted with a password; send it without.");
        }
        if (!zip.canReadEntryData(entry)) {
            throw new UnreadableFileException("The entry " + Fields.quoted(entry.getName())
                    + " of the zip is packed in a way that cannot be read here; pack it with deflate.");
        }
    }

    /** Refuses a large directory: it is read into memory as a whole, which millions of empty files would exhaust. */
    private static void requireSmallDirectory(SeekableByteChannel channel) throws IOException {
        int length = (int) Math.min(channel.size(), END_BYTES + MAX_COMMENT_BYTES);
        ByteBuffer end = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
        channel.position(channel.size() - length);
        while (end.hasRemaining() && channel.read(end) >= 0) {
            // until it is full
        }
        for (int i = length - END_BYTES; i >= 0; i--) {
            if (end.getInt(i) == END_SIGNATURE) {
                long begin = Integer.toUnsignedLong(end.getInt(i + DIRECTORY_OFFSET));
                if (begin > channel.size() || channel.size() - begin > MAX_DIRECTORY_BYTES) {
                    throw new UnreadableFileException("The zip holds more files than can be read here.");
                }
                return;
            }
        }
        throw new ZipException("has no directory");
    }

    @Override
    public void close() throws IOException {
        try (spool) {
            zip.close();
        }
    }
}
