package dev.quarry.marketdata.file;

import dev.quarry.marketdata.file.Layout.Columns;
import java.util.List;

/**
 * What was found by looking at a file's first rows.
 *
 * @param found where its bars are
 * @param habit how its times are written
 * @param warnings warnings about what could be read in two ways
 */
record Look(LayoutDetection.Found found, TimeHabit habit, boolean missingVolumeIsZero, List<String> warnings) {

    CandleFormat format() {
        return found.format();
    }

    Columns columns() {
        return found.columns();
    }

    /** How many lines there are before the bars. */
    long linesBefore() {
        return found.linesBefore();
    }

    /** A reader of one market's rows, which remembers the previous row. */
    Layout layout() {
        return new Layout(found, habit, missingVolumeIsZero);
    }
}
