package dev.quarry.frozen;

import dev.quarry.catalog.StrategyCatalog;
import dev.quarry.forward.Expectation;
import dev.quarry.forward.ForwardVerdict;
import dev.quarry.forward.Tested;
import dev.quarry.inference.ExpectedBand;
import dev.quarry.marketdata.AsOf;
import dev.quarry.marketdata.PriceHistory;
import dev.quarry.marketdata.PriceView;
import dev.quarry.marketdata.store.SeriesStore;
import dev.quarry.marketdata.store.StoredSeries;
import dev.quarry.search.EngineVersion;
import dev.quarry.search.MarketWindow;
import dev.quarry.search.TestedPrices;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.OffsetDateTime;
import java.util.List;

/**
 * Runs a frozen winner from the first bar after it was frozen to the last one stored, whenever its series has changed:
 * figures that are computed anew cannot drift from those of a back-test of the same range.
 */
@ApplicationScoped
public class Extension {

    private final PriceHistory prices;
    private final SeriesStore series;
    private final StrategyCatalog catalog;

    @Inject
    public Extension(PriceHistory prices, SeriesStore series, StrategyCatalog catalog) {
        this.catalog = catalog;
        this.prices = prices;
        this.series = series;
    }

    /**
     * What a check of a frozen winner found.
     *
     * @param since null where nothing is new
     * @param dataRevised whether the bars that the search saw have been replaced
     */
    record Found(Since since, List<Expectation.Point> curve, boolean dataRevised) {}

    /**
     * Checks a winner for new bars and runs it on them.
     *
     * @param checkpoint called between steps; what it throws is passed on
     */
    Found of(FrozenWinner winner, Runnable checkpoint) {
        Birth birth = winner.birth();
        boolean sameEngine = winner.since() == null
                || winner.since().path("engine_version").asString("").equals(EngineVersion.CURRENT);
        if (sameEngine && isUnchanged(winner)) {
            return new Found(null, null, winner.dataRevised());
        }
        checkpoint.run();
        boolean revised = !TestedPrices.stored(prices, birth.search(), birth.params())
                .digest()
                .equals(birth.dataDigest());
        checkpoint.run();
        MarketWindow own = new MarketWindow(
                birth.search().exchange(),
                birth.search().symbol(),
                birth.search().timeframe(),
                winner.frozenAt().toInstant().toString(),
                AsOf.LATEST.toString());
        TestedPrices unseen = TestedPrices.stored(prices, own, Tested.preRolled(birth.params()));
        if (unseen.size() <= 0 || sameEngine && isKnown(winner, unseen)) {
            return new Found(null, null, revised);
        }
        Tested tested = Tested.unseen(
                unseen, catalog.requested(birth.strategy().text()).strategy(), birth.params(), checkpoint);
        ExpectedBand band = Expectation.band(birth.returns(), tested.returns().length);
        int trades = birth.inSample().path("trades").asInt();
        Expectation expected = Expectation.of(band, tested);
        ForwardVerdict verdict =
                new ForwardVerdict(birth.returns().length, trades, tested.figures(), expected.totalReturnPct());
        Since since = new Since(
                verdict.outcome().text(),
                verdict.sentence(),
                tested.figures(),
                expected,
                unseen.digest(),
                unseen.asOf(),
                EngineVersion.CURRENT);
        return new Found(since, Expectation.curve(band, tested), revised);
    }

    /**
     * Whether the series is as it was at the last check. Bars that are made of shorter ones, and prices adjusted for
     * splits, dividends or funding, always count as changed.
     */
    private boolean isUnchanged(FrozenWinner winner) {
        OffsetDateTime changed = series.find(winner.birth().search().series())
                .map(StoredSeries::changedAt)
                .orElse(null);
        return winner.checkedAt() != null
                && changed != null
                && changed.isBefore(winner.checkedAt())
                && PriceView.of(winner.birth().params()).isPlain();
    }

    private static boolean isKnown(FrozenWinner winner, TestedPrices unseen) {
        return winner.since() != null
                && winner.since().path("data_digest").asString("").equals(unseen.digest());
    }
}
