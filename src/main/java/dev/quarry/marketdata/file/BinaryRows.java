package dev.quarry.marketdata.file;

import dev.quarry.marketdata.file.container.UnreadableFileException;
import dev.quarry.marketdata.file.text.BadLineException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** The rows of a table of typed columns; the names of the columns come first, as row 0. */
final class BinaryRows implements Rows {

    private final BinaryTable table;
    private long number = -1;

    BinaryRows(BinaryTable table) {
        this.table = table;
    }

    @Override
    public boolean next() throws IOException {
        number++;
        if (number == 0) {
            return !table.names().isEmpty();
        }
        try {
            return table.next();
        } catch (UnreadableFileException e) {
            throw e;
        } catch (IOException | RuntimeException e) { // whatever a damaged file makes of offsets and lengths
            throw damaged(table.kind());
        }
    }

    /** @param kind what the file is called */
    static UnreadableFileException damaged(String kind) {
        return new UnreadableFileException("The " + kind + " file is damaged or cut short.");
    }

    @Override
    public long line() {
        return number;
    }

    /** Reads the row directly; false when its text must be read instead. */
    boolean read(TypedBar bar) {
        try {
            return number > 0 && bar.read(table);
        } catch (RuntimeException e) {
            throw damaged(table.kind());
        }
    }

    /** The value of a column as text. */
    String field(int column) {
        try {
            return table.text(column);
        } catch (RuntimeException e) {
            throw damaged(table.kind());
        }
    }

    @Override
    public List<String> fields() throws BadLineException {
        if (number == 0) {
            return table.names();
        }
        int count = table.names().size();
        List<String> fields = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            fields.add(field(i));
        }
        return fields;
    }
}
