package dev.quarry.platform.columns;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;

/**
 * Comma-separated values by RFC 4180, UTF-8, with a line of names and nothing else before the rows, so that readers need no options.
 * What is missing is empty, an empty text is in quotes; times are ISO-8601 in UTC.
 */
final class CsvWriter implements ColumnWriter {

    private static final int BLOCK = 1 << 15;
    private static final long MICROS_A_DAY = 86_400_000_000L;

    private final Table table;
    private final OutputStream out;
    private final StringBuilder text = new StringBuilder(2 * BLOCK);
    private final List<List<String>> choices;
    private long day = Long.MIN_VALUE;
    private String date;

    CsvWriter(Table table, OutputStream out) {
        this.table = table;
        this.out = out;
        this.choices = table.columns().stream()
                .map(column -> column.choices().stream().map(CsvWriter::field).toList())
                .toList();
    }

    @Override
    public void begin() throws IOException {
        for (int k = 0; k < table.columns().size(); k++) {
            text.append(k == 0 ? "" : ",").append(field(table.columns().get(k).name()));
        }
        text.append('\n');
        send();
    }

    @Override
    public void write(Batch batch) throws IOException {
        for (int row = 0; row < batch.rows(); row++) {
            for (int k = 0; k < batch.columns().size(); k++) {
                if (k > 0) {
                    text.append(',');
                }
                ColumnValues values = batch.columns().get(k);
                if (values.has(row)) {
                    append(k, values, row);
                }
            }
            text.append('\n');
            if (text.length() > BLOCK) {
                send();
            }
        }
        send();
    }

    private void append(int column, ColumnValues values, int row) {
        switch (values.column().type()) {
            case INTEGER -> text.append(values.number(row));
            case REAL -> real(values.real(row));
            case FLAG -> text.append(values.flag(row));
            case TEXT -> text.append(field(values.text(row)));
            case CHOICE -> text.append(choices.get(column).get(values.choice(row)));
            case TIME -> time(values.number(row), values.column().digits());
        }
    }

    /** Infinity as pandas, polars and DuckDB read it without being told. */
    private void real(double value) {
        if (Double.isInfinite(value)) {
            text.append(value > 0 ? "inf" : "-inf");
        } else {
            text.append(value);
        }
    }

    /** A date is made once for the rows of that day that follow one another. */
    private void time(long micros, int digits) {
        long its = Math.floorDiv(micros, MICROS_A_DAY);
        if (its != day) {
            day = its;
            date = LocalDate.ofEpochDay(its).toString();
        }
        long left = Math.floorMod(micros, MICROS_A_DAY);
        int second = (int) (left / 1_000_000);
        text.append(date).append('T');
        padded(second / 3600, 2).append(':');
        padded(second / 60 % 60, 2).append(':');
        padded(second % 60, 2);
        if (digits > 0) {
            text.append('.');
            padded((int) (left % 1_000_000) / (digits == 3 ? 1000 : 1), digits);
        }
        text.append('Z');
    }

    private StringBuilder padded(int number, int digits) {
        for (int least = digits == 2 ? 10 : digits == 3 ? 100 : 100_000; least > number && least > 1; least /= 10) {
            text.append('0');
        }
        return text.append(number);
    }

    private static String field(String text) {
        boolean plain = !text.isEmpty()
                && text.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r')
                && text.strip().length() == text.length();
        return plain ? text : '"' + text.replace("\"", "\"\"") + '"';
    }

    @Override
    public void end() throws IOException {
        send();
    }

    /** A quote that is never closed is an error to every reader. */
    @Override
    public void breakOff(String reason) throws IOException {
        text.append("\"This table is not complete: ").append(reason.replace('"', '\''));
        send();
    }

    private void send() throws IOException {
        out.write(text.toString().getBytes(StandardCharsets.UTF_8));
        text.setLength(0);
    }
}
