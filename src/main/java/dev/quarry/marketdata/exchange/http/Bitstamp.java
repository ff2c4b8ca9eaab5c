package dev.quarry.marketdata.exchange.http;

import dev.quarry.marketdata.exchange.BitstampAnswer;
import dev.quarry.marketdata.exchange.CandlePage;
import dev.quarry.marketdata.exchange.CandleQuery;
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
import java.util.EnumSet;
import java.util.Set;

/** Bitstamp: every timeframe up to a day, 1,000 bars per answer. */
@ApplicationScoped
public class Bitstamp implements Exchange {

    private static final String NAME = "bitstamp";
    private static final int PAGE = 1000;

    /** www.bitstamp.net/api. */
    public interface Api {

        /** The exchange may ignore one of {@code start} and {@code end}: pass a limit with which both mean the same. */
        @GET
        @Path("/api/v2/ohlc/{pair}/")
        Response candles(
                @PathParam("pair") String pair,
                @QueryParam("step") long stepSeconds,
                @QueryParam("limit") int limit,
                @QueryParam("start") long startSeconds,
                @QueryParam("end") long endSeconds);
    }

    private final Api api;

    @Inject
    public Bitstamp(ExchangeClients clients) {
        this(clients.create(NAME, "https://www.bitstamp.net", Api.class));
    }

    Bitstamp(Api api) {
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
        CandleQuery page = query.first(PAGE);
        String answer = Answers.text(
                NAME,
                () -> api.candles(
                        page.market().lowerCase(),
                        page.timeframe().millis() / 1000,
                        page.bars(),
                        page.from() / 1000,
                        page.last() / 1000));
        return CandlePage.whole(page, BitstampAnswer.parse(answer));
    }
}
