package dev.quarry.marketdata.exchange.http;

import dev.quarry.marketdata.exchange.Candle;
import dev.quarry.marketdata.exchange.CandlePage;
import dev.quarry.marketdata.exchange.CandleQuery;
import dev.quarry.marketdata.exchange.Exchange;
import dev.quarry.marketdata.exchange.KrakenAnswer;
import dev.quarry.marketdata.exchange.RequestRate;
import dev.quarry.series.Timeframe;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Kraken: the last 720 bars of a timeframe, whatever is requested; older ones are available as files (OHLCVT). */
@ApplicationScoped
public class Kraken implements Exchange {

    private static final String NAME = "kraken";
    private static final int DEPTH = 720;

    /** Kraken's own names for assets that have other names elsewhere. */
    private static final Map<String, String> ASSETS = Map.of("BTC", "XBT", "DOGE", "XDG");

    /** api.kraken.com. */
    public interface Api {

        /** Bars after {@code since}, the unfinished one last. */
        @GET
        @Path("/0/public/OHLC")
        Response candles(
                @QueryParam("pair") String pair,
                @QueryParam("interval") long minutes,
                @QueryParam("since") long sinceSeconds);
    }

    private final Api api;

    @Inject
    public Kraken(ExchangeClients clients) {
        this(clients.create(NAME, "https://api.kraken.com", Api.class));
    }

    Kraken(Api api) {
        this.api = api;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Set<Timeframe> timeframes() {
        return EnumSet.of(
                Timeframe.M1, Timeframe.M5, Timeframe.M15, Timeframe.M30, Timeframe.H1, Timeframe.H4, Timeframe.D1);
    }

    @Override
    public RequestRate rate() {
        return new RequestRate(1, 1);
    }

    @Override
    public int depth() {
        return DEPTH;
    }

    @Override
    public String limits() {
        return "kraken gives the last 720 bars of a timeframe only; older ones come as its OHLCVT files";
    }

    @Override
    public CandlePage ask(CandleQuery query) {
        String pair = asset(query.market().base()) + asset(query.market().quote());
        String answer = Answers.text(
                NAME, () -> api.candles(pair, query.timeframe().millis() / 60_000, query.from() / 1000 - 1));
        List<Candle> candles = KrakenAnswer.parse(answer);
        return candles.size() < DEPTH ? CandlePage.whole(query, candles) : CandlePage.sinceItsFirst(query, candles);
    }

    private static String asset(String name) {
        return ASSETS.getOrDefault(name, name);
    }
}
