package dev.quarry.marketdata.store;

import dev.quarry.marketdata.AdjustmentFactors;
import dev.quarry.marketdata.AsOf;
import dev.quarry.marketdata.CorporateEvent;
import dev.quarry.marketdata.FundingRates;
import dev.quarry.marketdata.MarketName;
import dev.quarry.marketdata.PriceView;
import dev.quarry.marketdata.Series;
import dev.quarry.platform.problem.InvalidInputException;
import dev.quarry.platform.sql.Database;
import dev.quarry.series.Adjust;
import dev.quarry.series.Bars;
import dev.quarry.series.FundingSource;
import dev.quarry.series.Timeframe;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Locale;

/**
 * Adjusts stored bars and adds funding rates, as a {@link PriceView} asks. The factors are those of the whole series,
 * whatever part of it is read.
 */
@ApplicationScoped
public class ViewedPrices {

    private static final long DAY = Timeframe.D1.millis();

    private final PriceEventStore events;
    private final FundingRateStore funding;
    private final MarketChangeStore changes;
    private final ClosesBefore closes;

    @Inject
    public ViewedPrices(
            PriceEventStore events, FundingRateStore funding, MarketChangeStore changes, Database database) {
        this.events = events;
        this.funding = funding;
        this.changes = changes;
        this.closes = new ClosesBefore(database);
    }

    /** For a database, as on the server. */
    public ViewedPrices(Database database) {
        this(new PriceEventStore(database), new FundingRateStore(database), new MarketChangeStore(database), database);
    }

    /**
     * The time as of which the events and rates of a market are read, so that everything belongs to one time: that of
     * their last change where current prices are read.
     *
     * @return now where only stored bars are used, or nothing has changed since Quarry began to record changes
     */
    AsOf when(Series series, PriceView view, AsOf asOf) {
        return view.isPlain() || !asOf.isNow()
                ? asOf
                : changes.changedAt(new MarketName(series.exchange(), series.symbol()))
                        .map(AsOf::of)
                        .orElse(AsOf.NOW);
    }

    /**
     * The adjustment factors of a stored series. An event counts from the first bar on that is traded without it; one
     * in the future does not count yet.
     *
     * @param known the time as of which events are read
     * @param asOf the time as of which bars are read
     * @throws InvalidInputException when a stored event cannot belong to this series
     */
    AdjustmentFactors factors(Series series, StoredSeries stored, Adjust adjust, AsOf known, AsOf asOf) {
        if (adjust == Adjust.NONE || stored.lastOpen() == null) {
            return AdjustmentFactors.NONE;
        }
        long last = asOf.isNow()
                ? stored.lastOpen().toInstant().toEpochMilli()
                : closes.lastOpen(stored.id(), asOf).orElse(Long.MIN_VALUE);
        List<CorporateEvent> past = events.of(series.exchange(), series.symbol(), known).stream()
                .filter(event -> AdjustmentFactors.firstOpenAfter(series.timeframe(), event) <= last)
                .toList();
        long[] firstOpens = past.stream()
                .mapToLong(event -> AdjustmentFactors.firstOpenAfter(series.timeframe(), event))
                .toArray();
        try {
            return AdjustmentFactors.of(series.timeframe(), past, closes.closes(stored.id(), firstOpens, asOf), adjust);
        } catch (AdjustmentFactors.ImpossibleEventException e) {
            throw new InvalidInputException(Adjust.NAME, "cannot be done for " + series + ": " + e.getMessage());
        }
    }

    /**
     * The bars with the funding rates of their market, where these are requested.
     *
     * @param known the time as of which rates are read
     * @throws InvalidInputException when rates are missing for some of them
     */
    Bars funded(Series series, Bars bars, PriceView view, AsOf known) {
        if (view.funding() == FundingSource.CONSTANT || bars.size() == 0) {
            return bars;
        }
        FundingRates rates = funding.of(
                series.exchange(),
                series.symbol(),
                bars.openTime()[0] - DAY,
                bars.openTime()[bars.size() - 1] + bars.timeframe().millis(),
                Integer.MAX_VALUE,
                known);
        rates.gap(bars).ifPresent(gap -> {
            throw new InvalidInputException(
                    FundingSource.NAME,
                    String.format(
                            Locale.ROOT,
                            "cannot be historical: of the funding rates of %s %s %s. Send them to POST /v1/prices/funding",
                            series.exchange(),
                            series.symbol(),
                            gap));
        });
        return bars.withFunding(rates.sums(bars));
    }
}
