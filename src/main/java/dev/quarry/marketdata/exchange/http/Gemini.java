package dev.quarry.marketdata.exchange.http;

import dev.quarry.marketdata.exchange.CandlePage;
import dev.quarry.marketdata.exchange.CandleQuery;
import dev.quarry.marketdata.exchange.Exchange;
import dev.quarry.marketdata.exchange.GeminiAnswer;
import dev.quarry.marketdata.exchange.RequestRate;
import dev.quarry.series.Timeframe;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Response;
import java.util.Map;
import java.util.Set;

/** Gemini: one window of recent bars per timeframe, without a choice of start or end. */
@ApplicationScoped
public class Gemini implements Exchange {

    private static final String NAME = "gemini";

    private static final Map<Timeframe, String> STEPS = Map.of(
            Timeframe.M1, "1m",
            Timeframe.M5, "5m",
            Timeframe.M15, "15m",
            Timeframe.M30, "30m",
            Timeframe.H1, "1hr",
            Timeframe.H6, "6hr",
            Timeframe.D1, "1day");

    /** api.gemini.com. */
    public interface Api {

        @GET
        @Path("/v2/candles/{symbol}/{step}")
        Response candles(@PathParam("symbol") String symbol, @PathParam("step") String step);
    }

    private final Api api;

    @Inject
    public Gemini(ExchangeClients clients) {
        this(clients.create(NAME, "https://api.gemini.com", Api.class));
    }

    Gemini(Api api) {
        this.api = api;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Set<Timeframe> timeframes() {
        return STEPS.keySet();
    }

    @Override
    public RequestRate rate() {
        return new RequestRate(1, 2);
    }

    @Override
    public String limits() {
        return "gemini gives one recent window of a timeframe only, without a choice of start";
    }

    @Override
    public CandlePage ask(CandleQuery query) {
        String answer = Answers.text(NAME, () -> api.candles(query.market().lowerCase(), STEPS.get(query.timeframe())));
        return CandlePage.sinceItsFirst(query, GeminiAnswer.parse(answer));
    }
}
