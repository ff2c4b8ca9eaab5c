package dev.quarry.search;

import dev.quarry.marketdata.PriceHistory;
import dev.quarry.marketdata.Prices;
import dev.quarry.marketdata.Series;
import dev.quarry.series.Bars;
import java.time.OffsetDateTime;

/** The same bars whatever series is asked for, cut to the range; the digest can be changed as if the bars had. */
public final class FixedPrices implements PriceHistory {

    private final Bars bars;
    private volatile String digest = "0123456789abcdef";

    public FixedPrices(Bars bars) {
        this.bars = bars;
    }

    /** From now on the bars are others, or pretend to be. */
    public void digest(String changed) {
        digest = changed;
    }

    @Override
    public Prices load(Series series, OffsetDateTime start, OffsetDateTime end) {
        int from = bars.firstAtOrAfter(start.toInstant().toEpochMilli());
        int to = bars.firstAtOrAfter(end.toInstant().toEpochMilli() + 1);
        return new Prices(series, bars.slice(from, Math.max(from, to)), digest);
    }

    @Override
    public PriceHistory asOf(OffsetDateTime time) {
        return this;
    }
}
