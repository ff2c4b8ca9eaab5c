package dev.quarry.marketdata.file.container;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * Recognises files that are not text tables by their first bytes, so that they can be refused with the name of what
 * they are.
 */
public final class FileSignature {

    private static final Map<String, String> NO_TEXT = new LinkedHashMap<>();

    static {
        NO_TEXT.put("FEA1", "a Feather file of version 1; write it with version 2 (Arrow IPC)");
        NO_TEXT.put("\u00d0\u00cf\u0011\u00e0", "an old Excel workbook (xls); save its sheet as CSV");
        NO_TEXT.put("%PDF", "a PDF document, not a table");
        NO_TEXT.put("\u0089HDF", "an HDF5 file; save it as CSV");
        NO_TEXT.put("SQLite format 3", "an SQLite database; export its table as CSV");
        NO_TEXT.put("7z\u00bc\u00af", "packed with 7-Zip; send it as a zip, as gzip or unpacked");
        NO_TEXT.put("Rar!", "a RAR archive; send it as a zip, as gzip or unpacked");
        NO_TEXT.put("\u00fd7zXZ", "packed with xz; send it as a zip, as gzip or unpacked");
        NO_TEXT.put("\u0028\u00b5\u002f\u00fd", "packed with zstd; send it as a zip, as gzip or unpacked");
        NO_TEXT.put("\u0089PNG", "a picture, not a table");
        NO_TEXT.put("\u0080\u0004\u0095", "a Python pickle; save it as CSV");
        NO_TEXT.put("\u0080\u0005\u0095", "a Python pickle; save it as CSV");
    }

    private FileSignature() {}

    /** @throws UnreadableFileException when the file begins as something other than text or is empty */
    public static void requireText(byte[] start) {
        String begin = new String(start, 0, Math.min(start.length, 512), StandardCharsets.ISO_8859_1);
        if (start.length == 0) {
            throw new UnreadableFileException("The file is empty: it holds no prices.");
        }
        NO_TEXT.forEach((signature, what) -> {
            if (begin.startsWith(signature)) {
                throw new UnreadableFileException("The file is " + what + ".");
            }
        });
        String word = begin.strip().toLowerCase(Locale.ROOT);
        if (word.startsWith("<!doctype")
                || word.startsWith("<html")
                || word.startsWith("<head")
                || word.startsWith("<body")) {
            throw new UnreadableFileException(
                    "The file is a web page (HTML), perhaps what its site shows instead of the file; download it again.");
        }
        if (word.startsWith("<?xml")) {
            throw new UnreadableFileException("The file is XML; save it as CSV, or send its rows as JSON.");
        }
    }

    public static boolean startsWith(byte[] bytes, int... prefix) {
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
}
