package dev.quarry.marketdata;

import dev.quarry.series.Bars;
import dev.quarry.series.Timeframe;
import java.time.OffsetDateTime;
import java.util.Locale;

/**
 * Bars of a series with what identifies their content.
 *
 * @param series the series of the bars
 * @param bars the finished bars in the requested range, oldest first; may be empty
 * @param digest a text that changes when any bar of the range changes (SHA-256 of the columns, 16 hex digits), followed
 *     by {@code @} and the timeframe that the bars are made of where they are not stored themselves
 * @param madeOf that timeframe; null where the bars are stored
 * @param leftOut how many bars of the range are left out because they are not complete, see {@link BarCoverage}
 * @param asOf the time as of which they are the same for ever, which is when the series changed last; null where it has
 *     not changed since Quarry began to record changes
 */
public record Prices(Series series, Bars bars, String digest, Timeframe madeOf, int leftOut, OffsetDateTime asOf) {

    /** Bars that are stored themselves. */
    public Prices(Series series, Bars bars, String digest) {
        this(series, bars, digest, null, 0, null);
    }

    /** A sentence on what the bars are made of and how many were left out; empty for bars that are stored. */
    public String origin() {
        if (madeOf == null) {
            return "";
        }
        String made = String.format(
                Locale.ROOT,
                "No bars of %s are stored; %d were made of the stored bars of %s",
                series.timeframe().code(),
                bars.size(),
                madeOf.code());
        return leftOut == 0
                ? made + "."
                : String.format(
                        Locale.ROOT,
                        "%s, and %d left out because bars of %s are missing in them (complete: false in GET /v1/prices/candles).",
                        made,
                        leftOut,
                        madeOf.code());
    }
}
