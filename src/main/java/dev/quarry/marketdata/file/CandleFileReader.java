package dev.quarry.marketdata.file;

import dev.quarry.marketdata.CandleSink;
import java.io.EOFException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipException;

/**
 * Reads a price file, as text or JSON, packed or not, into a sink. Looks at its first rows to know what is where, at all
 * times where only they tell the day from the month, then reads it from the beginning. Keeps a row at a time, so a file
 * may be of any size. The times may come in any order, bars may repeat: what to make of that is the sink's business.
 */
public final class CandleFileReader {

    private static final int HEAD_ROWS = 200;

    private final ReadingOptions options;
    private final long maxBytes;

    /** @param maxBytes how long the text may be once it is unpacked */
    public CandleFileReader(ReadingOptions options, long maxBytes) {
        this.options = options;
        this.maxBytes = maxBytes;
    }

    /**
     * Reads to the end.
     *
     * @return the layout that the file has
     * @throws UnreadableFileException when the file as a whole is no price file; the sink may have taken bars by then
     */
    public CandleFormat read(PriceFileSource file, CandleSink sink) throws IOException {
        try {
            Look look = look(file);
            look.warnings().forEach(sink::warning);
            try (FileContent content = FileContent.open(file, options.entry(), maxBytes)) {
                Rows rows = content.rows();
                while (rows.next()) {
                    if (rows.line() > look.linesBefore()) {
                        look.layout().read(rows, sink);
                    }
                }
            }
            return look.layout().format();
        } catch (ZipException | EOFException e) {
            throw new UnreadableFileException("The packed file is damaged or cut short.");
        }
    }

    /** What a first look at a file tells. */
    private record Look(Layout layout, long linesBefore, List<String> warnings) {}

    private Look look(PriceFileSource file) throws IOException {
        try (FileContent content = FileContent.open(file, options.entry(), maxBytes)) {
            Rows rows = content.rows();
            List<LayoutDetection.Row> head = head(rows);
            if (head.isEmpty()) {
                throw new UnreadableFileException(
                        content.isJson()
                                ? "The file is JSON without a list of candles (lists or records): there are no bars."
                                : "The file holds no prices: there are no bars.");
            }
            LayoutDetection.Found found = new LayoutDetection(head, options, content.delimiter() == ',').detect();
            DayOrderEvidence days = dayOrder(found, rows);
            TimeHabit habit = TimeHabit.of(found, days.order(), options);
            List<String> warnings = new ArrayList<>(found.warnings());
            days.warning().ifPresent(warnings::add);
            Layout layout = new Layout(
                    found.format(),
                    found.columns(),
                    found.numbers(),
                    habit.times(),
                    options.missingVolumeIsZero(),
                    habit.unzoned(),
                    found.header());
            return new Look(layout, found.linesBefore(), warnings);
        }
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
