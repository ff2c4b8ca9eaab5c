package dev.quarry.marketdata.exchange.http;

import dev.quarry.marketdata.exchange.CandlePage;
import dev.quarry.marketdata.exchange.CandleQuery;
import dev.quarry.marketdata.exchange.CoinbaseAnswer;
import dev.quarry.marketdata.exchange.Exchange;
import dev.quarry.marketdata.exchange.RequestRate;
import dev.quarry.series.Timeframe;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;
import java.util.Map;
import java.util.Set;

/** Coinbase (Advanced Trade, public market data): 300 bars per answer, without 3m, 4h and 12h. */
@ApplicationScoped
public class Coinbase implements Exchange {

    private static final String NAME = "coinbase";
    private static final int PAGE = 300;

    private static final Map<Timeframe, String> GRANULARITY = Map.of(
            Timeframe.M1, "ONE_MINUTE",
            Timeframe.M5, "FIVE_MINUTE",
            Timeframe.M15, "FIFTEEN_MINUTE",
            Timeframe.M30, "THIRTY_MINUTE",
            Timeframe.H1, "ONE_HOUR",
            Timeframe.H2, "TWO_HOUR",
            Timeframe.H6, "SIX_HOUR",
            Timeframe.D1, "ONE_DAY");

    /** api.coinbase.com. */
    public interface Api {

        /** Both ends are inclusive. */
        @GET
        @Path("/api/v3/brokerage/market/products/{product}/candles")
        Response candles(
                @PathParam("product") String product,
                @QueryParam("start") long startSeconds,
                @QueryParam("end") long endSeconds,
                @QueryParam("granularity") String granularity);
    }

    private final Api api;

    @Inject
    public Coinbase(ExchangeClients clients) {
        this(clients.create(NAME, "https://api.coinbase.com", Api.class));
    }

    Coinbase(Api api) {
        this.api = api;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Set<Timeframe> timeframes() {
        return GRANULARITY.keySet();
    }

    @Override
    public RequestRate rate() {
        return new RequestRate(5, 5);
    }

    @Override
    public CandlePage ask(CandleQuery query) {
        CandleQuery page = query.first(PAGE);
        String answer = Answers.text(
                NAME,
                () -> api.candles(
                        page.market().joined("-"),
                        page.from() / 1000,
                        page.last() / 1000,
                        GRANULARITY.get(page.timeframe())));
        return CandlePage.whole(page, CoinbaseAnswer.parse(answer));
    }
}
