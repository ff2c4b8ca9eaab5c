package dev.quarry.sweep.search;

import dev.quarry.platform.text.ReferenceText;
import dev.quarry.series.Bars;

/** Which time of the last bar of a series bounds the folds of a walk-forward validation. */
public enum FoldEnd implements ReferenceText {
    /** The end of the bar: a window whose last bar is there is complete. */
    CLOSE("close"),

    /** The beginning of the bar, as in the reference, which leaves out a fold that ends with the series. */
    OPEN("open");

    private final String text;

    FoldEnd(String text) {
        this.text = text;
    }

    @Override
    public String text() {
        return text;
    }

    /** That time of the last bar of a series that has one, milliseconds since the epoch. */
    long of(Bars bars) {
        long open = bars.openTime()[bars.size() - 1];
        return this == OPEN ? open : open + bars.timeframe().millis();
    }
}
