package dev.quarry.marketdata.exchange.http;

import dev.quarry.backtest.Timeframe;
import dev.quarry.marketdata.exchange.BinanceAnswer;
import dev.quarry.marketdata.exchange.Candle;
import dev.quarry.marketdata.exchange.CandlePage;
import dev.quarry.marketdata.exchange.CandleQuery;
import dev.quarry.marketdata.exchange.Exchange;
import dev.quarry.marketdata.exchange.RequestRate;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Binance.US: every timeframe up to a day, 1,000 bars an answer, counted from the first that there is. */
@ApplicationScoped
public class BinanceUs implements Exchange {

    private static final String NAME = "binanceus";
    private static final int PAGE = 1000;

    /** api.binance.us. */
    public interface Api {

        /** Both times count; times without a trade are skipped. */
        @GET
        @Path("/api/v3/klines")
        Response candles(
                @QueryParam("symbol") String symbol,
                @QueryParam("interval") String interval,
                @QueryParam("startTime") long startMillis,
                @QueryParam("endTime") long endMillis,
                @QueryParam("limit") int limit);
    }

    private final Api api;

    @Inject
    public BinanceUs(ExchangeClients clients) {
        this(clients.create(NAME, "https://api.binance.us", Api.class));
    }

    BinanceUs(Api api) {
        this.api = api;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Set<Timeframe> timeframes() {
        return EnumSet.range(Timeframe.M1, Timeframe.D1);
    }

    @Override
    public RequestRate rate() {
        return new RequestRate(8, 8);
    }

    @Override
    public CandlePage ask(CandleQuery query) {
        String answer = Answers.text(
                NAME,
                () -> api.candles(
                        query.market().joined(""), query.timeframe().code(), query.from(), query.to() - 1, PAGE));
        List<Candle> candles = BinanceAnswer.parse(answer);
        if (candles.size() < PAGE) {
            return CandlePage.whole(query, candles);
        }
        long last = candles.stream().mapToLong(Candle::openTime).max().orElseThrow();
        return new CandlePage(
                candles,
                query.from(),
                Math.min(query.to(), last + query.timeframe().millis()));
    }
}
