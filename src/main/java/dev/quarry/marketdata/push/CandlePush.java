package dev.quarry.marketdata.push;

import dev.quarry.marketdata.BarRange;
import dev.quarry.marketdata.Series;
import dev.quarry.marketdata.SeriesRaster;
import dev.quarry.marketdata.store.CandleAppend;
import dev.quarry.marketdata.store.CandleAppends;
import dev.quarry.marketdata.store.CandleBatch;
import dev.quarry.marketdata.store.CandleStaging;
import dev.quarry.marketdata.store.CandleStore;
import dev.quarry.marketdata.store.KnownRangeStore;
import dev.quarry.marketdata.store.MergeCounts;
import dev.quarry.marketdata.store.NoAppendException;
import dev.quarry.marketdata.store.SeriesChange;
import dev.quarry.marketdata.store.SeriesStore;
import dev.quarry.marketdata.store.StoredSeries;
import dev.quarry.marketdata.store.UnfinishedCandleStore;
import dev.quarry.platform.problem.InvalidInputException;
import dev.quarry.platform.sql.Transactions;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.OffsetDateTime;
import java.util.Optional;

/**
 * Stores pushed bars, all of them or none, in one transaction. Those that continue their series, as a feed's do, are
 * appended directly; others are merged. Pushing the same bars again changes nothing.
 */
@ApplicationScoped
public class CandlePush {

    /**
     * The most runs of bars that are recorded as known; further ones become known by their bars at the next request to
     * an exchange.
     */
    private static final int MAX_RUNS = 100;

    private final CandleAppends appends;
    private final CandleStaging staging;
    private final SeriesStore series;
    private final CandleStore candles;
    private final KnownRangeStore known;
    private final UnfinishedCandleStore unfinished;
    private final Transactions transactions;

    @Inject
    public CandlePush(
            CandleAppends appends,
            CandleStaging staging,
            SeriesStore series,
            CandleStore candles,
            KnownRangeStore known,
            UnfinishedCandleStore unfinished,
            Transactions transactions) {
        this.appends = appends;
        this.staging = staging;
        this.series = series;
        this.candles = candles;
        this.known = known;
        this.unfinished = unfinished;
        this.transactions = transactions;
    }

    /**
     * Stores the bars.
     *
     * @throws InvalidInputException naming each invalid bar by its index; nothing is stored then
     * @throws dev.quarry.platform.problem.ProblemException 409 when another writer has the series
     */
    public PushResult push(Series requested, PushedBars bars) {
        if (bars.size() == 0) {
            throw new InvalidInputException("bars", "must not be empty");
        }
        try {
            return append(requested, bars);
        } catch (NoAppendException e) {
            return merge(requested, bars);
        }
    }

    private PushResult append(Series requested, PushedBars bars) {
        try (CandleAppend append = appends.beginSoon(requested)) {
            CheckedBars checked =
                    CheckedBars.of(requested.timeframe(), bars, append.stored().opens(), millis(append.startedAt()));
            checked.addTo(append);
            return append.store(stored -> stored(requested, stored, checked, append.counts()));
        }
    }

    private PushResult merge(Series requested, PushedBars bars) {
        try (CandleBatch batch = staging.open()) {
            CheckedBars checked = check(requested, bars, series.find(requested).flatMap(StoredSeries::opens), batch);
            checked.addTo(batch);
            batch.flush();
            return transactions.inNew(() -> {
                StoredSeries before = series.lockSoon(requested);
                check(requested, bars, before.opens(), batch);
                SeriesChange change = series.beginChange(before.id());
                MergeCounts counts = MergeCounts.NONE;
                for (BarRange stretch : checked.stretches(requested.timeframe())) {
                    counts = counts.plus(candles.merge(batch, change, stretch.from(), stretch.to()));
                }
                StoredSeries after = counts.changedAnything()
                        ? series.recordChange(change, counts, batch.firstOpen(), batch.lastOpen())
                        : before;
                return stored(requested, after, checked, counts);
            });
        }
    }

    private static CheckedBars check(
            Series requested, PushedBars bars, Optional<SeriesRaster.Stored> stored, CandleBatch batch) {
        return CheckedBars.of(requested.timeframe(), bars, stored, millis(batch.startedAt()));
    }

    private PushResult stored(Series requested, StoredSeries now, CheckedBars checked, MergeCounts counts) {
        checked.runs(requested.timeframe()).stream().limit(MAX_RUNS).forEach(run -> known.add(now.id(), run));
        unfinished.dropFinished(now.id());
        series.keepSession(now, checked.session());
        return new PushResult(
                requested.exchange(),
                requested.symbol(),
                requested.timeframe().code(),
                checked.bars().size(),
                counts.added(),
                counts.replaced(),
                counts.unchanged(),
                checked.duplicates(),
                now.bars(),
                now.firstOpen(),
                now.lastOpen());
    }

    private static long millis(OffsetDateTime time) {
        return time.toInstant().toEpochMilli();
    }
}
