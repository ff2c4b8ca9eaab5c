package dev.quarry.marketdata.file;

import dev.quarry.marketdata.CandleSink;
import dev.quarry.marketdata.file.container.Spool;
import dev.quarry.marketdata.file.container.UnreadableFileException;
import dev.quarry.marketdata.file.text.BadLineException;
import dev.quarry.marketdata.file.text.Fields;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;

/**
 * Reads bars from an Arrow stream or file with fixed column names and types, as users' own feeds send them: nothing is
 * guessed. A row that is not a bar is refused by its index.
 */
public final class ArrowCandles {

    private static final Set<String> TIMES =
            Set.of("ts", "ts_ms", "time", "timestamp", "datetime", "date", "open_time");
    private static final List<String> NUMBERS = List.of("open", "high", "low", "close", "volume");
    private static final int VOLUME = 4;
    private static final int SIGNATURE = 8;

    /** How many bytes a row may have: twice as many as times and numbers take, validity and padding included. */
    private static final int BYTES_A_ROW = 128;

    private static final int MIN_BYTES = 1 << 16;

    /** The least number that is read as milliseconds, in 1973; a smaller one is rather seconds. */
    private static final long FIRST_COUNT = 100_000_000_000L;

    private final ArrowTable table;
    private final boolean missingVolumeIsZero;
    private final CandleSink sink;
    private final double[] values = new double[NUMBERS.size()];
    private final int[] places = {-1, -1, -1, -1, -1};
    private int time = -1;
    private long openTime;

    private ArrowCandles(ArrowTable table, boolean missingVolumeIsZero, CandleSink sink) {
        this.table = table;
        this.missingVolumeIsZero = missingVolumeIsZero;
        this.sink = sink;
    }

    /**
     * Reads a table to its end.
     *
     * @param most how many rows there may be
     * @param sink receives each row by its index, from 0
     * @throws UnreadableFileException when it is not such a table; the sink may have received bars by then
     */
    public static void read(InputStream body, int most, boolean missingVolumeIsZero, CandleSink sink)
            throws IOException {
        InputStream content = new BufferedInputStream(body);
        content.mark(SIGNATURE);
        byte[] start = content.readNBytes(SIGNATURE);
        content.reset();
        if (!ArrowTable.isOne(start)) {
            throw new UnreadableFileException("The body is no Arrow stream or file (IPC format).");
        }
        ArrowTable.Limits limits = new ArrowTable.Limits(most, MIN_BYTES + most * BYTES_A_ROW);
        try (ArrowTable table = ArrowTable.open(Spool.of(content), start, limits)) {
            new ArrowCandles(table, missingVolumeIsZero, sink).readAll();
        }
    }

    private void readAll() {
        findColumns();
        for (long index = 0; intact(this::next); index++) {
            String fault = intact(this::readRow);
            if (fault == null) {
                sink.candle(index, openTime, values[0], values[1], values[2], values[3], values[VOLUME]);
            } else {
                sink.refused(index, fault);
            }
        }
    }

    /** Turns the exceptions that a damaged table's offsets and lengths cause into one that says that it is damaged. */
    private <T> T intact(Callable<T> step) {
        try {
            return step.call();
        } catch (UnreadableFileException e) {
            throw e;
        } catch (Exception e) {
            throw BinaryRows.damaged(table.kind());
        }
    }

    private boolean next() throws IOException {
        boolean is = table.next();
        if (is && table.row() == 0) {
            requireTypes();
        }
        return is;
    }

    /** Reads a row; null when it is a bar, else the reason why it is not. */
    private String readRow() {
        try {
            openTime = time();
            for (int i = 0; i < values.length; i++) {
                values[i] = number(i);
            }
            return null;
        } catch (BadLineException e) {
            return e.getMessage();
        }
    }

    private void findColumns() {
        List<String> unknown = new ArrayList<>();
        for (int i = 0; i < table.names().size(); i++) {
            String name = table.names().get(i).strip().toLowerCase(Locale.ROOT);
            int number = NUMBERS.indexOf(name);
            if (number >= 0 && places[number] < 0) {
                places[number] = i;
            } else if (TIMES.contains(name) && time < 0) {
                time = i;
            } else {
                unknown.add(Fields.quoted(table.names().get(i)));
            }
        }
        if (!unknown.isEmpty()) {
            throw new UnreadableFileException(
                    "The table has columns that are none of a bar, or are there twice: "
                            + String.join(", ", unknown)
                            + "; send ts (a timestamp) or ts_ms (milliseconds since 1970), open, high, low, close and volume only.");
        }
        for (int i = 0; i < places.length; i++) {
            if (places[i] < 0 && i != VOLUME) {
                throw new UnreadableFileException("The table has no column " + NUMBERS.get(i) + ".");
            }
        }
        if (time < 0) {
            throw new UnreadableFileException("The table has no column ts.");
        }
    }

    private void requireTypes() {
        if (table.values(time).millis() == null) {
            throw new UnreadableFileException(
                    "The column " + Fields.quoted(table.names().get(time))
                            + " must be a timestamp, a date or whole milliseconds since 1970.");
        }
        for (int place : places) {
            if (place >= 0 && table.values(place).numbers() == null) {
                throw new UnreadableFileException(
                        "The column " + Fields.quoted(table.names().get(place)) + " must be of numbers.");
            }
        }
    }

    private long time() throws BadLineException {
        ColumnValues column = table.values(time);
        int row = table.row();
        if (!column.has(row)) {
            throw new BadLineException("has no time");
        }
        long millis = column.millis().applyAsLong(row);
        boolean count = column.numbers() != null;
        if (millis == ColumnValues.NO_MILLIS || count && millis >= 0 && millis < FIRST_COUNT) {
            throw new BadLineException("has the time " + column.text(row) + "; times are "
                    + (count ? "milliseconds since 1970, such as 1704067200000" : "whole milliseconds"));
        }
        return millis;
    }

    private double number(int which) throws BadLineException {
        ColumnValues column = places[which] < 0 ? null : table.values(places[which]);
        double number =
                column != null && column.has(table.row()) ? column.numbers().applyAsDouble(table.row()) : Double.NaN;
        if (!Double.isNaN(number)) {
            return number;
        }
        if (which == VOLUME && missingVolumeIsZero) {
            return 0;
        }
        throw new BadLineException(
                which == VOLUME
                        ? "has no volume; missing_volume=zero stores such bars with volume 0"
                        : "has no " + NUMBERS.get(which));
    }
}
