package dev.quarry.marketdata.file;

import dev.quarry.marketdata.CandleSink;
import dev.quarry.marketdata.file.FileLook.FoundColumn;
import dev.quarry.marketdata.file.FileLook.SampleRow;
import dev.quarry.marketdata.file.FileLook.TableLayout;
import dev.quarry.marketdata.file.Layout.Columns;
import dev.quarry.marketdata.file.container.UnreadableFileException;
import dev.quarry.marketdata.file.text.BadLineException;
import java.io.IOException;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Looks at the first rows of a file to find its layout, and at all times where only those distinguish the day from the
 * month.
 */
final class FirstLook {

    private static final int HEAD_ROWS = 200;
    private static final int SAMPLE_ROWS = 8;

    private final ReadingOptions options;

    FirstLook(ReadingOptions options) {
        this.options = options;
    }

    /**
     * Looks at a table.
     *
     * @param sink receives how far it has been read
     * @throws UnreadableFileException when no bars can be read from it
     */
    Look look(Container container, CandleSink sink) throws IOException {
        try (FileContent content = container.table(options.entry(), sink)) {
            Rows rows = content.rows();
            return look(content, head(rows), rows);
        }
    }

    /** Describes the file, and says why no bars can be read where that is so. */
    FileLook describe(Container container, CandleSink sink) throws IOException {
        List<String> entries = List.of();
        FileContent content = null;
        List<LayoutDetection.Row> head = List.of();
        Look look = null;
        String refusal = null;
        try {
            entries = container.tables();
            content = container.table(options.entry(), sink);
            Rows rows = content.rows();
            head = head(rows);
            look = look(content, head, rows);
        } catch (UnreadableFileException e) {
            refusal = e.getMessage();
        } finally {
            if (content != null) {
                content.close();
            }
        }
        return new FileLook(
                container.packing().name().toLowerCase(Locale.ROOT),
                entries,
                content == null ? null : content.kind(),
                content == null ? null : content.encoding(),
                content == null ? null : content.delimiterText(),
                head.stream()
                        .limit(SAMPLE_ROWS)
                        .map(row -> new SampleRow(row.line(), row.fields()))
                        .toList(),
                look == null ? null : layout(look),
                look == null ? List.of() : look.warnings(),
                refusal);
    }

    private static TableLayout layout(Look look) {
        List<String> header = look.found().header();
        Columns columns = look.columns();
        List<FoundColumn> found = new ArrayList<>();
        add(found, "time", columns.time(), header);
        add(found, "clock", columns.clock(), header);
        add(found, "open", columns.open(), header);
        add(found, "high", columns.high(), header);
        add(found, "low", columns.low(), header);
        add(found, "close", columns.close(), header);
        add(found, "volume", columns.volume(), header);
        add(found, "symbol", columns.symbol(), header);
        return new TableLayout(
                look.format().code(),
                header,
                look.linesBefore(),
                look.found().numbers().decimalSign(),
                look.habit().zone() == ZoneOffset.UTC
                        ? "UTC"
                        : look.habit().zone().getId(),
                !look.habit().unzoned(),
                found);
    }

    private static void add(List<FoundColumn> found, String role, int column, List<String> header) {
        if (column >= 0) {
            found.add(new FoundColumn(role, column + 1, header.isEmpty() ? null : header.get(column)));
        }
    }

    private Look look(FileContent content, List<LayoutDetection.Row> head, Rows rest) throws IOException {
        if (head.isEmpty()) {
            throw new UnreadableFileException(
                    content.isJson()
                            ? "The file is JSON without a list of candles (lists or records): there are no bars."
                            : "The file holds no prices: there are no bars.");
        }
        LayoutDetection.Found found = new LayoutDetection(head, options, content.delimiter() == ',').detect();
        DayOrderEvidence days = dayOrder(found, rest);
        TimeHabit habit = TimeHabit.of(found, days.order(), options);
        List<String> warnings = new ArrayList<>(found.warnings());
        days.warning().ifPresent(warnings::add);
        return new Look(found, habit, options.missingVolumeIsZero(), warnings);
    }

    private static List<LayoutDetection.Row> head(Rows rows) throws IOException {
        List<LayoutDetection.Row> head = new ArrayList<>();
        while (head.size() < HEAD_ROWS && rows.next()) {
            try {
                head.add(new LayoutDetection.Row(rows.line(), rows.fields()));
            } catch (BadLineException e) {
                // refused by its line later
            }
        }
        return head;
    }

    private static DayOrderEvidence dayOrder(LayoutDetection.Found found, Rows rest) throws IOException {
        DayOrderEvidence days = new DayOrderEvidence();
        int time = found.columns().time();
        found.bars().forEach(bar -> days.add(bar.get(time)));
        while (days.isOpen() && rest.next()) {
            try {
                List<String> fields = rest.fields();
                if (fields.size() >= found.columns().count()) {
                    days.add(fields.get(time));
                }
            } catch (BadLineException e) {
                // refused by its line later
            }
        }
        return days;
    }
}
