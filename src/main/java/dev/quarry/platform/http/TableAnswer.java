package dev.quarry.platform.http;

import dev.quarry.platform.columns.ColumnFormat;
import dev.quarry.platform.columns.RowSource;
import dev.quarry.platform.columns.Table;
import dev.quarry.platform.problem.ProblemException;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * An answer that is a table, written in the format that the client asked for while its rows are read. A route that has one has a
 * second method for it, beside that for JSON.
 */
public final class TableAnswer {

    /** What such a method produces: JSON comes before it where a client takes both. */
    public static final String CSV = ColumnFormat.CSV_TYPE + ";qs=0.9";

    /** As {@link #CSV}. */
    public static final String ARROW = ColumnFormat.ARROW_TYPE + ";qs=0.8";

    /** As {@link #CSV}. */
    public static final String PARQUET = ColumnFormat.PARQUET_TYPE + ";qs=0.7";

    /** Each holds a request's thread and a connection for as long as its client reads. */
    private static final int MOST_AT_ONCE = 8;

    private static final AtomicInteger WRITING = new AtomicInteger();

    private final String name;
    private final Table table;
    private final RowSource rows;

    /**
     * A table.
     *
     * @param name of the file, without its ending
     * @param rows read when the answer is written: what fails there can no longer change the status
     * @throws ProblemException 503 while eight others are being written
     */
    public TableAnswer(String name, Table table, RowSource rows) {
        if (WRITING.get() >= MOST_AT_ONCE) {
            throw new ProblemException(
                    503,
                    "Too busy",
                    String.format(
                            Locale.ROOT,
                            "%d tables are being written on this node; try again when one is done",
                            MOST_AT_ONCE));
        }
        this.name = name;
        this.table = table;
        this.rows = rows;
    }

    String name() {
        return name;
    }

    Table table() {
        return table;
    }

    RowSource rows() {
        return rows;
    }

    static void begun() {
        WRITING.incrementAndGet();
    }

    static void over() {
        WRITING.decrementAndGet();
    }
}
