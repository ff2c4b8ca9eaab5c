package dev.quarry.marketdata.exchange.http;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.ok;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.wireMockConfig;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.http.Fault;
import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import dev.quarry.marketdata.exchange.CandlePage;
import dev.quarry.marketdata.exchange.CandleQuery;
import dev.quarry.marketdata.exchange.Exchange;
import dev.quarry.marketdata.exchange.ExchangeFaultException;
import dev.quarry.marketdata.exchange.ExchangeFaultException.Kind;
import dev.quarry.marketdata.exchange.Market;
import dev.quarry.series.Timeframe;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What each exchange is asked, and what its answer means before its content does. */
class ExchangesOverHttpTest {

    @RegisterExtension
    static final WireMockExtension SERVER = WireMockExtension.newInstance()
            .options(wireMockConfig().dynamicPort())
            .build();

    private static final Market MARKET = new Market("BTC", "USD");
    private static final long FROM = 1_704_067_200_000L;
    private static final long STEP = Timeframe.M30.millis();

    @Test
    void bitstamp_is_asked_so_that_start_end_and_limit_say_the_same() {
        answer(ok("{\"data\":{\"ohlc\":[],\"pair\":\"BTC/USD\"}}"));

        CandlePage page = bitstamp().ask(query(5000));

        asked("/api/v2/ohlc/btcusd/?step=1800&limit=1000&start=1704067200&end=1705865400");
        assertThat(page.coveredFrom()).isEqualTo(FROM);
        assertThat(page.coveredTo()).isEqualTo(FROM + 1000 * STEP);
    }

    @Test
    void coinbase_is_asked_for_three_hundred_bars_with_both_ends() {
        answer(ok("{\"candles\":[]}"));

        CandlePage page =
                new Coinbase(RestInterface.client(Coinbase.Api.class, SERVER.baseUrl(), 20_000)).ask(query(5000));

        asked("/api/v3/brokerage/market/products/BTC-USD/candles?start=1704067200&end=1704605400"
                + "&granularity=THIRTY_MINUTE");
        assertThat(page.coveredTo()).isEqualTo(FROM + 300 * STEP);
    }

    @Test
    void kraken_is_asked_by_its_own_names_and_covers_what_its_bars_reach_back_to() {
        String rows = LongStream.range(0, 720)
                .mapToObj(i -> "[%d,\"1\",\"1\",\"1\",\"1\",\"1\",\"1\",1]".formatted((FROM + (100 + i) * STEP) / 1000))
                .collect(Collectors.joining(","));
        answer(ok("{\"error\":[],\"result\":{\"XXBTZUSD\":[" + rows + "],\"last\":1}}"));

        CandlePage page = new Kraken(RestInterface.client(Kraken.Api.class, SERVER.baseUrl(), 20_000)).ask(query(900));

        asked("/0/public/OHLC?pair=XBTUSD&interval=30&since=1704067199");
        assertThat(page.coveredFrom()).isEqualTo(FROM + 100 * STEP);
        assertThat(page.coveredTo()).isEqualTo(FROM + 900 * STEP);
    }

    @Test
    void kraken_with_fewer_bars_than_it_may_send_has_sent_all_since_the_start() {
        answer(ok("{\"error\":[],\"result\":{\"XXBTZUSD\":[],\"last\":1}}"));

        CandlePage page = new Kraken(RestInterface.client(Kraken.Api.class, SERVER.baseUrl(), 20_000)).ask(query(10));

        assertThat(page.coveredFrom()).isEqualTo(FROM);
    }

    @Test
    void gemini_covers_its_window_and_no_more() {
        answer(ok("[[%d,1,1,1,1,1],[%d,1,1,1,1,1]]".formatted(FROM + 6 * STEP, FROM + 5 * STEP)));

        CandlePage page = new Gemini(RestInterface.client(Gemini.Api.class, SERVER.baseUrl(), 20_000)).ask(query(10));

        asked("/v2/candles/btcusd/30m");
        assertThat(page.coveredFrom()).isEqualTo(FROM + 5 * STEP);
        assertThat(page.coveredTo()).isEqualTo(FROM + 10 * STEP);
    }

    @Test
    void too_many_requests_and_a_ban_are_limits_with_the_pause_asked_for() {
        expect(aResponse().withStatus(429).withHeader("Retry-After", "17"), Kind.LIMITED, Duration.ofSeconds(17));
        expect(aResponse().withStatus(418).withHeader("Retry-After", "120"), Kind.LIMITED, Duration.ofSeconds(120));
        expect(aResponse().withStatus(429), Kind.LIMITED, null);
        expect(aResponse().withStatus(429).withHeader("Retry-After", "soon"), Kind.LIMITED, null);
        expect(aResponse().withStatus(429).withHeader("Retry-After", "-5"), Kind.LIMITED, Duration.ZERO);
    }

    @Test
    void a_pause_may_be_given_as_a_date() {
        String date = DateTimeFormatter.RFC_1123_DATE_TIME.format(
                ZonedDateTime.now(ZoneOffset.UTC).plusHours(1));

        ExchangeFaultException fault = fault(aResponse().withStatus(503).withHeader("Retry-After", date));

        assertThat(fault.retryAfter().orElseThrow()).isBetween(Duration.ofMinutes(58), Duration.ofMinutes(61));
    }

    @Test
    void an_exchange_that_is_down_is_a_fault_that_may_pass() {
        expect(aResponse().withStatus(500), Kind.UNAVAILABLE, null);
        expect(aResponse().withStatus(502).withBody("<html>Bad gateway</html>"), Kind.UNAVAILABLE, null);
        expect(aResponse().withFault(Fault.CONNECTION_RESET_BY_PEER), Kind.UNAVAILABLE, null);
        expect(aResponse().withFault(Fault.EMPTY_RESPONSE), Kind.UNAVAILABLE, null);
        expect(aResponse().withFault(Fault.RANDOM_DATA_THEN_CLOSE), Kind.UNAVAILABLE, null);
        expect(aResponse().withFault(Fault.MALFORMED_RESPONSE_CHUNK), Kind.UNAVAILABLE, null);
    }

    @Test
    void an_answer_that_takes_too_long_is_a_fault_that_may_pass() {
        answer(ok("{}").withFixedDelay(2000));
        Exchange impatient = new Bitstamp(RestInterface.client(Bitstamp.Api.class, SERVER.baseUrl(), 100));

        ExchangeFaultException fault =
                catchThrowableOfType(ExchangeFaultException.class, () -> impatient.ask(query(10)));

        assertThat(fault.kind()).isEqualTo(Kind.UNAVAILABLE);
    }

    @Test
    void a_refusal_says_what_the_exchange_says() {
        ExchangeFaultException fault =
                fault(aResponse().withStatus(400).withBody("{\"code\":-1121,\"msg\":\"Invalid symbol.\"}"));

        assertThat(fault.kind()).isEqualTo(Kind.REFUSED);
        assertThat(fault).hasMessage("bitstamp answers 400: Invalid symbol.");
    }

    @Test
    void a_redirect_is_not_followed() {
        SERVER.stubFor(get(urlEqualTo("/elsewhere")).willReturn(ok("secret")));

        ExchangeFaultException fault =
                fault(aResponse().withStatus(302).withHeader("Location", SERVER.baseUrl() + "/elsewhere"));

        assertThat(fault.kind()).isEqualTo(Kind.REFUSED);
        SERVER.verify(0, getRequestedFor(urlEqualTo("/elsewhere")));
    }

    private static void expect(ResponseDefinitionBuilder response, Kind kind, Duration pause) {
        ExchangeFaultException fault = fault(response);
        assertThat(fault.kind()).isEqualTo(kind);
        assertThat(fault.retryAfter().orElse(null)).isEqualTo(pause);
    }

    private static ExchangeFaultException fault(ResponseDefinitionBuilder response) {
        answer(response);
        return catchThrowableOfType(
                ExchangeFaultException.class, () -> bitstamp().ask(query(10)));
    }

    private static void answer(ResponseDefinitionBuilder response) {
        SERVER.stubFor(get(anyUrl()).atPriority(10).willReturn(response));
    }

    private static void asked(String url) {
        SERVER.verify(getRequestedFor(urlEqualTo(url)));
    }

    private static Exchange bitstamp() {
        return new Bitstamp(RestInterface.client(Bitstamp.Api.class, SERVER.baseUrl(), 20_000));
    }

    private static CandleQuery query(int bars) {
        return new CandleQuery(MARKET, Timeframe.M30, FROM, FROM + bars * STEP);
    }
}
