package dev.quarry.marketdata.file;

import dev.quarry.marketdata.file.container.UnreadableFileException;
import dev.quarry.marketdata.file.text.BadLineException;
import dev.quarry.marketdata.file.text.BarTime;
import dev.quarry.marketdata.file.text.Fields;
import dev.quarry.marketdata.file.text.TimeText;
import dev.quarry.marketdata.file.text.TimeText.DayOrder;
import java.util.Locale;
import java.util.Optional;

/**
 * Finds the order of day and month in a file's dates such as 03/04/2024. A number above 12 settles it; otherwise the
 * distance of successive bars does: read in the wrong order, they would be spread over months.
 */
final class DayOrderEvidence {

    private DayOrder settled;
    private String example;
    private long earliestMonthFirst = Long.MAX_VALUE;
    private long latestMonthFirst = Long.MIN_VALUE;
    private long earliestDayFirst = Long.MAX_VALUE;
    private long latestDayFirst = Long.MIN_VALUE;

    /** Takes the time of another row into account; one that is not a time is ignored. */
    void add(String text) {
        if (BarTime.isCount(text)) {
            return;
        }
        try {
            TimeText time = TimeText.parse(text);
            if (settled == null) {
                settled = time.orderOrNull();
            }
            if (settled == null) {
                long monthFirst = time.localMillis(DayOrder.MONTH_FIRST);
                long dayFirst = time.localMillis(DayOrder.DAY_FIRST);
                earliestMonthFirst = Math.min(earliestMonthFirst, monthFirst);
                latestMonthFirst = Math.max(latestMonthFirst, monthFirst);
                earliestDayFirst = Math.min(earliestDayFirst, dayFirst);
                latestDayFirst = Math.max(latestDayFirst, dayFirst);
                example = example == null && time.isAmbiguous() ? text : example;
            }
        } catch (BadLineException e) {
            // refused by its line later
        }
    }

    /** Whether more rows could change the answer. */
    boolean isOpen() {
        return settled == null && example != null;
    }

    /**
     * The order, once all rows were added.
     * @throws UnreadableFileException when both are equally likely
     */
    DayOrder order() {
        if (!isOpen()) {
            return settled == null ? DayOrder.MONTH_FIRST : settled;
        }
        long monthFirst = latestMonthFirst - earliestMonthFirst;
        long dayFirst = latestDayFirst - earliestDayFirst;
        if (monthFirst == dayFirst) {
            throw new UnreadableFileException(String.format(
                    Locale.ROOT,
                    "The times, such as %s, can be read month first or day first (mm/dd or dd/mm), and nothing in the file"
                            + " tells which is meant. Write the year first, as in 2024-03-04.",
                    Fields.quoted(example)));
        }
        return monthFirst < dayFirst ? DayOrder.MONTH_FIRST : DayOrder.DAY_FIRST;
    }

    /** A warning when the order was inferred and is not certain. */
    Optional<String> warning() {
        return isOpen()
                ? Optional.of(String.format(
                        Locale.ROOT,
                        "No date has a number above 12; %s was read %s, since the bars follow each other then.",
                        Fields.quoted(example),
                        order() == DayOrder.MONTH_FIRST ? "month first" : "day first"))
                : Optional.empty();
    }
}
