package dev.quarry.marketdata.file;

import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveInputStream;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorInputStream;

/** Opens a file that may be packed: by gzip or bzip2, or as one of the files of a zip. */
final class PackedFile {

    private static final int SIGNATURE = 4;
    private static final int SHOWN = 10;

    /** What archives hold beside their tables. */
    private static final Pattern NO_TABLE = Pattern.compile(
            "(^|.*/)(__macosx/.*|\\.[^/]*|thumbs\\.db|desktop\\.ini|readme[^/]*|licen[cs]e[^/]*|copying|changelog[^/]*)"
                    + "|.*\\.(checksum|md5|sha1|sha256|sha512|sig|asc|md|pdf|html?|png|jpe?g)");

    private PackedFile() {}

    /** The bytes of the one table in it. Closing the stream closes the file. */
    static InputStream open(PriceFileSource file, Optional<String> entry, long maxBytes) throws IOException {
        PushbackInputStream content = new PushbackInputStream(file.open(), SIGNATURE);
        try {
            byte[] signature = content.readNBytes(SIGNATURE);
            content.unread(signature);
            if (FileSignature.startsWith(signature, 'P', 'K')) {
                content.close();
                return entryOfZip(file, entry, maxBytes);
            }
            if (entry.isPresent()) {
                throw new UnreadableFileException(
                        "An entry, " + Fields.quoted(entry.get()) + ", was named, but the file is no zip.");
            }
            if (FileSignature.startsWith(signature, 0x1f, 0x8b)) {
                return new GZIPInputStream(content, 1 << 16);
            }
            if (FileSignature.startsWith(signature, 'B', 'Z', 'h')) {
                return new BZip2CompressorInputStream(content, true);
            }
            return content;
        } catch (IOException | RuntimeException e) {
            content.close();
            throw e;
        }
    }

    static UnreadableFileException tooLong(long limit) {
        return new UnreadableFileException(String.format(
                Locale.ROOT, "The file holds more than %,d bytes of text, the limit of this server.", limit));
    }

    private static InputStream entryOfZip(PriceFileSource file, Optional<String> entry, long maxBytes)
            throws IOException {
        String wanted = chosen(names(file, maxBytes), entry);
        ZipArchiveInputStream zip = zip(file);
        try {
            for (ZipArchiveEntry found; (found = zip.getNextEntry()) != null; ) {
                if (found.getName().equals(wanted)) {
                    requireReadable(zip, found);
                    return zip;
                }
            }
            throw new UnreadableFileException("The zip no longer holds " + Fields.quoted(wanted) + ".");
        } catch (IOException | RuntimeException e) {
            zip.close();
            throw e;
        }
    }

    private static ZipArchiveInputStream zip(PriceFileSource file) throws IOException {
        return new ZipArchiveInputStream(file.open(), StandardCharsets.UTF_8.name(), true, true);
    }

    /** The files in it. A zip is read to its end for that: the sizes of what a program streams stand behind the data. */
    private static List<String> names(PriceFileSource file, long maxBytes) throws IOException {
        List<String> names = new ArrayList<>();
        try (ZipArchiveInputStream zip = zip(file)) {
            byte[] buffer = new byte[1 << 16];
            long read = 0;
            for (ZipArchiveEntry entry; (entry = zip.getNextEntry()) != null; ) {
                if (!entry.isDirectory()) {
                    names.add(entry.getName());
                }
                if (!zip.canReadEntryData(entry)) {
                    continue;
                }
                for (int n; (n = zip.read(buffer)) >= 0; ) {
                    read += n;
                    if (read > maxBytes) {
                        throw tooLong(maxBytes);
                    }
                }
            }
        }
        return names;
    }

    private static String chosen(List<String> names, Optional<String> entry) {
        if (names.contains("[Content_Types].xml")) {
            throw new UnreadableFileException("The file is an Excel workbook (xlsx); save its sheet as CSV.");
        }
        if (names.contains("content.xml") && names.contains("mimetype")) {
            throw new UnreadableFileException("The file is a spreadsheet (ods); save its sheet as CSV.");
        }
        if (entry.isPresent()) {
            if (!names.contains(entry.get())) {
                throw new UnreadableFileException(
                        "The zip holds no entry " + Fields.quoted(entry.get()) + "; it holds " + shown(names) + ".");
            }
            return entry.get();
        }
        List<String> tables = names.stream()
                .filter(name -> !NO_TABLE.matcher(name.toLowerCase(Locale.ROOT)).matches())
                .toList();
        if (tables.isEmpty()) {
            throw new UnreadableFileException(
                    names.isEmpty() ? "The zip holds no file." : "The zip holds no table, only " + shown(names) + ".");
        }
        if (tables.size() > 1) {
            throw new UnreadableFileException("The zip holds more than one file, " + shown(tables)
                    + "; send one that holds only the prices, or name the right one as entry.");
        }
        return tables.get(0);
    }

    private static String shown(List<String> names) {
        String some = String.join(", ", names.subList(0, Math.min(SHOWN, names.size())));
        return names.size() > SHOWN ? some + " and " + (names.size() - SHOWN) + " more" : some;
    }

    private static void requireReadable(ZipArchiveInputStream zip, ZipArchiveEntry entry) {
        if (entry.getGeneralPurposeBit().usesEncryption()) {
            throw new UnreadableFileException("The entry " + Fields.quoted(entry.getName())
                    + " of the zip is encrypted with a password; send it without.");
        }
        if (!zip.canReadEntryData(entry)) {
            throw new UnreadableFileException("The entry " + Fields.quoted(entry.getName())
                    + " of the zip is packed in a way that cannot be read here; pack it with deflate.");
        }
    }
}
