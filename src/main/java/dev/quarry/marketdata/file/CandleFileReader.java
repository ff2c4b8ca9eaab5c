package dev.quarry.marketdata.file;

import dev.quarry.marketdata.CandleSink;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.ZipException;

/**
 * Reads a price file, as text or as a zip that holds one, into a sink. Keeps a line at a time, so a file may be of any
 * size. The times may come in any order, bars may repeat: what to make of that is the sink's business.
 */
public final class CandleFileReader {

    private static final int HEAD_LINES = 8;

    private final Optional<CandleFormat> format;
    private final long maxBytes;

    /**
     * @param format the layout; empty to recognise it
     * @param maxBytes how long the text may be once it is unpacked
     */
    public CandleFileReader(Optional<CandleFormat> format, long maxBytes) {
        this.format = format;
        this.maxBytes = maxBytes;
    }

    /**
     * Reads to the end. The stream remains the caller's to close.
     *
     * @return the layout that the file has
     * @throws UnreadableFileException when the file as a whole is no price file; the sink may have taken bars by then
     */
    public CandleFormat read(InputStream file, CandleSink sink) throws IOException {
        try (FileContent content = FileContent.open(file, maxBytes)) {
            CandleFormat found = readText(content.text(), sink);
            content.requireEnd();
            return found;
        } catch (ZipException | EOFException e) {
            throw new UnreadableFileException("The zip file is damaged, cut short or encrypted.");
        }
    }

    private CandleFormat readText(InputStream text, CandleSink sink) throws IOException {
        LineReader lines = new LineReader(text);
        List<LayoutDetection.Line> head = new ArrayList<>();
        while (head.size() < HEAD_LINES && lines.next()) {
            String line = lines.text();
            if (!line.isBlank()) {
                head.add(new LayoutDetection.Line(lines.number(), line));
            }
        }
        LayoutDetection.Detected detected = new LayoutDetection(head, format).detect();
        Layout layout = detected.layout();
        for (LayoutDetection.Line line : head.subList(detected.skip(), head.size())) {
            layout.read(line.number(), line.text(), sink);
        }
        while (lines.next()) {
            String line = lines.text();
            if (lines.wasCut()) {
                sink.refused(lines.number(), "is too long");
            } else if (!line.isBlank()) {
                layout.read(lines.number(), line, sink);
            }
        }
        return layout.format();
    }
}
