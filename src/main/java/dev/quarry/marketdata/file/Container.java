package dev.quarry.marketdata.file;

import dev.quarry.marketdata.CandleSink;
import dev.quarry.marketdata.file.container.FileSignature;
import dev.quarry.marketdata.file.container.LimitedInput;
import dev.quarry.marketdata.file.container.PriceFileSource;
import dev.quarry.marketdata.file.container.Spool;
import dev.quarry.marketdata.file.container.UnreadableFileException;
import dev.quarry.marketdata.file.container.ZipArchive;
import dev.quarry.marketdata.file.text.Fields;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorInputStream;
import org.apache.commons.compress.compressors.gzip.GzipCompressorInputStream;

/** A file that may be packed, by gzip or bzip2 or as the files of a zip, and can be read several times. */
final class Container implements AutoCloseable {

    private static final int SIGNATURE = 4;

    private final PriceFileSource file;
    private final long maxBytes;
    private final Packing packing;
    private final ZipArchive zip;
    private Spool kept;
    private Optional<String> keptEntry = Optional.empty();

    /** How a file is packed. */
    enum Packing {
        NONE,
        GZIP,
        BZIP2,
        ZIP
    }

    private Container(PriceFileSource file, long maxBytes) throws IOException {
        this.file = file;
        this.maxBytes = maxBytes;
        try (InputStream content = file.open()) {
            this.packing = packing(content.readNBytes(SIGNATURE));
        }
        this.zip = packing == Packing.ZIP ? ZipArchive.open(file.open(), maxBytes) : null;
    }

    /** @param maxBytes how many bytes there may be once it is unpacked */
    static Container open(PriceFileSource file, long maxBytes) throws IOException {
        return new Container(file, maxBytes);
    }

    private static Packing packing(byte[] signature) {
        if (FileSignature.startsWith(signature, 'P', 'K')) {
            return Packing.ZIP;
        }
        if (FileSignature.startsWith(signature, 0x1f, 0x8b)) {
            return Packing.GZIP;
        }
        return FileSignature.startsWith(signature, 'B', 'Z', 'h') ? Packing.BZIP2 : Packing.NONE;
    }

    Packing packing() {
        return packing;
    }

    /** The names of the tables of a zip; empty for other files. */
    List<String> tables() {
        return zip == null ? List.of() : zip.tables();
    }

    /**
     * The names of the tables of a zip that are all to be read: refused when they are more, or larger together, than
     * one import allows.
     */
    List<String> allTables() {
        return zip == null ? List.of() : zip.allTables();
    }

    /**
     * The rows of one table. A copy that is needed for it is kept for the next reading.
     *
     * @param entry the file of a zip; empty when it contains one table only
     * @param sink receives how far the bytes have been read; may be null
     */
    FileContent table(Optional<String> entry, CandleSink sink) throws IOException {
        if (kept != null && keptEntry.equals(entry)) {
            return FileContent.of(kept.share());
        }
        FileContent content = FileContent.of(content(entry, sink));
        if (content.spool() != null) {
            forget();
            kept = content.spool().share();
            keptEntry = entry;
        }
        return content;
    }

    private void forget() throws IOException {
        if (kept != null) {
            kept.close();
        }
    }

    private InputStream content(Optional<String> entry, CandleSink sink) throws IOException {
        if (zip != null) {
            return zip.content(entry, sink);
        }
        if (entry.isPresent()) {
            throw new UnreadableFileException(
                    "An entry, " + Fields.quoted(entry.get()) + ", was named, but the file is no zip.");
        }
        InputStream packed = new LimitedInput(file.open(), false, Long.MAX_VALUE, file.bytes(), sink);
        try {
            InputStream unpacked =
                    switch (packing) {
                        case GZIP -> gzip(packed);
                        case BZIP2 -> new BZip2CompressorInputStream(packed, true);
                        default -> packed;
                    };
            return new LimitedInput(unpacked, packing != Packing.NONE, maxBytes, 0, null);
        } catch (IOException | RuntimeException e) {
            packed.close();
            throw e;
        }
    }

    /** Unpacks all members of a gzip file: files that were packed one by one and joined have several. */
    private static InputStream gzip(InputStream packed) throws IOException {
        return GzipCompressorInputStream.builder()
                .setInputStream(packed)
                .setDecompressConcatenated(true)
                .setBufferSize(1 << 16)
                .get();
    }

    @Override
    public void close() throws IOException {
        forget();
        if (zip != null) {
            zip.close();
        }
    }
}
