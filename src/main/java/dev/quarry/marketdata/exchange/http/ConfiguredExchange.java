package dev.quarry.marketdata.exchange.http;

import dev.quarry.marketdata.exchange.CandlePage;
import dev.quarry.marketdata.exchange.CandleQuery;
import dev.quarry.marketdata.exchange.ConfiguredAnswer;
import dev.quarry.marketdata.exchange.Exchange;
import dev.quarry.marketdata.exchange.ExchangeDefinition;
import dev.quarry.marketdata.exchange.RequestRate;
import dev.quarry.series.Timeframe;
import java.net.URI;
import java.util.Set;

/** An exchange that a file describes. */
final class ConfiguredExchange implements Exchange {

    private final String name;
    private final ExchangeDefinition definition;
    private final String origin;
    private final PlainHttp http;
    private final ConfiguredAnswer reader;

    /** @param origin the beginning of its address: scheme, host and port, and anything else before its path */
    ConfiguredExchange(String name, ExchangeDefinition definition, String origin, PlainHttp http) {
        this.name = name;
        this.definition = definition;
        this.origin = origin;
        this.http = http;
        this.reader = new ConfiguredAnswer(name, definition);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Set<Timeframe> timeframes() {
        return definition.words().keySet();
    }

    @Override
    public RequestRate rate() {
        return definition.rate();
    }

    @Override
    public int depth() {
        return definition.depth() == null ? Exchange.super.depth() : definition.depth();
    }

    @Override
    public String limits() {
        return definition.limits() == null ? Exchange.super.limits() : definition.limits();
    }

    @Override
    public CandlePage ask(CandleQuery query) {
        CandleQuery page = definition.cut(query);
        PlainHttp.Answer answer = http.get(name, URI.create(origin + definition.request(page)));
        String text = Answers.text(
                name,
                answer.status(),
                answer.text(),
                answer.retryAfter(),
                definition.refusals().limitedStatus());
        return definition.page(page, reader.parse(text));
    }
}
