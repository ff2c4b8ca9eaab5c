package dev.quarry.marketdata.file;

import dev.quarry.marketdata.file.text.BadLineException;
import dev.quarry.marketdata.file.text.Fields;
import dev.quarry.marketdata.file.text.LineReader;
import java.io.IOException;
import java.util.List;

/** Rows of a text whose fields are separated by one character. */
final class DelimitedRows implements Rows {

    private final LineReader lines;
    private final char delimiter;
    private String text = "";

    DelimitedRows(LineReader lines, char delimiter) {
        this.lines = lines;
        this.delimiter = delimiter;
    }

    @Override
    public boolean next() throws IOException {
        while (lines.next()) {
            text = lines.text();
            if (!text.isBlank()) {
                return true;
            }
        }
        return false;
    }

    @Override
    public long line() {
        return lines.number();
    }

    @Override
    public List<String> fields() throws BadLineException {
        if (lines.wasCut()) {
            throw new BadLineException("is too long");
        }
        return Fields.split(text, delimiter);
    }
}
