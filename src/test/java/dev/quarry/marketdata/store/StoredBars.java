package dev.quarry.marketdata.store;

import dev.quarry.marketdata.PriceHistory;
import dev.quarry.marketdata.Series;
import dev.quarry.platform.sql.TestDatabase;
import dev.quarry.series.Bars;

/** Puts bars into the database as an ingestion does, and looks at them as research does. */
public final class StoredBars {

    private StoredBars() {}

    /** Stores those of the bars, in the place of what is there. */
    public static void write(TestDatabase database, Series of, Bars bars) {
        SeriesStore series = new SeriesStore(database.database());
        CandleStore candles = new CandleStore(database.database());
        try (CandleBatch batch = new CandleStaging(database.database(), Thread::new).open(1)) {
            for (int i = 0; i < bars.size(); i++) {
                batch.add(
                        i,
                        bars.openTime()[i],
                        bars.open()[i],
                        bars.high()[i],
                        bars.low()[i],
                        bars.close()[i],
                        bars.volume()[i]);
            }
            batch.flush();
            database.transactions().runInNew(() -> {
                StoredSeries stored = series.lock(of);
                SeriesChange change = series.beginChange(stored.id());
                MergeCounts counts = candles.merge(batch, change, batch.firstOpen(), batch.lastOpen() + 1);
                series.recordChange(change, counts, batch.firstOpen(), batch.lastOpen());
            });
        }
    }

    /** The stored prices, page by page. */
    public static CandlePages pages(TestDatabase database) {
        return new CandlePages(
                new SeriesStore(database.database()),
                new CandleStore(database.database()),
                new ViewedPrices(database.database()));
    }

    /** The stored prices. */
    public static PriceHistory history(TestDatabase database) {
        return new StoredPriceHistory(
                new SeriesStore(database.database()),
                new CandleStore(database.database()),
                new PriceCache(1 << 20),
                new ViewedPrices(database.database()));
    }
}
