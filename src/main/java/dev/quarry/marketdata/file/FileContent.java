package dev.quarry.marketdata.file;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipInputStream;

/**
 * The text of a price file, unpacked when the file is a zip. A zip must hold exactly one file, whose name means
 * nothing. The text is limited in length, so a small zip that unpacks to a huge one ends in an error, not in a full
 * disk.
 */
final class FileContent implements AutoCloseable {

    private static final int SIGNATURE = 4;
    private static final long ATTRIBUTES = 1 << 20;

    private final InputStream text;
    private final ZipInputStream zip;

    private FileContent(InputStream text, ZipInputStream zip) {
        this.text = text;
        this.zip = zip;
    }

    static FileContent open(InputStream file, long maxBytes) throws IOException {
        PushbackInputStream start = new PushbackInputStream(file, SIGNATURE);
        byte[] signature = start.readNBytes(SIGNATURE);
        start.unread(signature);
        if (startsWith(signature, 'P', 'K')) {
            ZipInputStream zip = new ZipInputStream(start, StandardCharsets.ISO_8859_1); // any byte is a name
            if (!toNextFile(zip)) {
                throw new UnreadableFileException("The zip holds no file.");
            }
            return new FileContent(withoutMark(new Limited(zip, maxBytes)), zip);
        }
        if (startsWith(signature, 0x1f, 0x8b)) {
            throw new UnreadableFileException("The file is packed with gzip; send it unpacked or as a zip.");
        }
        return new FileContent(withoutMark(new Limited(start, maxBytes)), null);
    }

    InputStream text() {
        return text;
    }

    /** @throws UnreadableFileException when the zip goes on after its file: which of them is meant cannot be known */
    void requireEnd() throws IOException {
        if (zip != null && toNextFile(zip)) {
            throw new UnreadableFileException("The zip holds more than one file; send one that holds only the prices.");
        }
    }

    @Override
    public void close() throws IOException {
        if (zip != null) {
            zip.close();
        }
    }

    /** Directories and what macOS adds do not count, as long as they are small. */
    private static boolean toNextFile(ZipInputStream zip) throws IOException {
        for (ZipEntry entry; (entry = nextEntry(zip)) != null; ) {
            if (!entry.isDirectory() && !entry.getName().startsWith("__MACOSX/")) {
                return true;
            }
            if (zip.skip(ATTRIBUTES) == ATTRIBUTES) {
                throw new UnreadableFileException("The zip holds something big that is no price file.");
            }
        }
        return false;
    }

    private static ZipEntry nextEntry(ZipInputStream zip) throws IOException {
        try {
            return zip.getNextEntry();
        } catch (IllegalArgumentException e) { // a name that claims to be UTF-8 and is not
            throw new ZipException(e.getMessage());
        }
    }

    /** Drops the byte order mark of UTF-8; UTF-16 is refused. */
    private static InputStream withoutMark(InputStream text) throws IOException {
        PushbackInputStream start = new PushbackInputStream(text, 3);
        byte[] mark = start.readNBytes(3);
        if (startsWith(mark, 0xff, 0xfe) || startsWith(mark, 0xfe, 0xff)) {
            throw new UnreadableFileException("The file is UTF-16; save it as UTF-8 or ASCII.");
        }
        if (!startsWith(mark, 0xef, 0xbb, 0xbf)) {
            start.unread(mark);
        }
        return start;
    }

    private static boolean startsWith(byte[] bytes, int... prefix) {
        if (bytes.length < prefix.length) {
            return false;
        }
        for (int i = 0; i < prefix.length; i++) {
            if ((bytes[i] & 0xff) != prefix[i]) {
                return false;
            }
        }
        return true;
    }

    private static final class Limited extends FilterInputStream {

        private final long limit;
        private long read;

        Limited(InputStream in, long limit) {
            super(in);
            this.limit = limit;
        }

        @Override
        public int read() throws IOException {
            int value = super.read();
            count(value < 0 ? 0 : 1);
            return value;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            int n = super.read(buffer, offset, length);
            count(Math.max(0, n));
            return n;
        }

        private void count(int bytes) {
            read += bytes;
            if (read > limit) {
                throw new UnreadableFileException(String.format(
                        Locale.ROOT, "The file holds more than %,d bytes of text, the limit of this server.", limit));
            }
        }
    }
}
