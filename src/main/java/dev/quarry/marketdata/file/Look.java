package dev.quarry.marketdata.file;

import dev.quarry.marketdata.file.Layout.Columns;
import java.util.List;

/**
 * What a first look at a file tells.
 *
 * @param found where its bars are
 * @param habit how its times are written
 * @param warnings of what could be read in two ways
 */
record Look(LayoutDetection.Found found, TimeHabit habit, boolean missingVolumeIsZero, List<String> warnings) {

    CandleFormat format() {
        return found.format();
    }

    Columns columns() {
        return found.columns();
    }

    /** Up to there the file has no bars. */
    long linesBefore() {
        return found.linesBefore();
    }

    /** A reader of one market's rows, which remembers the row before. */
    Layout layout() {
        return new Layout(found, habit, missingVolumeIsZero);
    }
}
