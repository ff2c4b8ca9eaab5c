package dev.quarry.marketdata.exchange.http;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.ok;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.wireMockConfig;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
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
import dev.quarry.platform.json.PayloadReaders;
import dev.quarry.series.Timeframe;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.Config;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Exchanges that files describe: those that come with Quarry, in the shape that they document, and an operator's own. */
class ExchangeFilesTest {

    @RegisterExtension
    static final WireMockExtension SERVER = WireMockExtension.newInstance()
            .options(wireMockConfig().dynamicPort())
            .build();

    private static final Market MARKET = new Market("BTC", "USDT");
    private static final long FROM = 1_704_067_200_000L;
    private static final long STEP = Timeframe.H1.millis();

    /** The smallest file there can be. */
    private static final String MINE = """
            {"url": "%s/candles/{base}-{quote}/{timeframe}?after={from_s}&before={to_s}&count={bars}",
             "timeframes": {"1h": "hourly", "1d": "daily"}, "page_bars": 300, "answer": "range", "rows": "data.candles",
             "columns": {"time": "t", "open": "p.0", "high": "p.1", "low": "p.2", "close": "p.3", "volume": "v"},
             "time_unit": "s", "requests_per_second": 2.5, "depth": 5000, "limits": "mine keeps 5,000 bars",
             "assets": {"BTC": "XBT"}, "allow_http": true}""";

    @TempDir
    private Path directory;

    @Test
    void every_file_that_comes_with_quarry_is_read() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("src/main/resources/exchanges"))) {
            assertThat(all(Duration.ofSeconds(30)))
                    .extracting(exchange -> exchange.name() + ".json")
                    .containsExactlyInAnyOrderElementsOf(
                            files.map(file -> file.getFileName().toString()).toList());
        }
    }

    @Test
    void binance_covers_up_to_its_last_bar_when_the_answer_is_full_and_everything_when_it_is_not() throws IOException {
        String rows = LongStream.range(0, 1000)
                .mapToObj(i -> "[%d,\"1\",\"1\",\"1\",\"1\",\"1\",%d,\"1\",3,\"1\",\"1\",\"0\"]"
                        .formatted(FROM + (5 + i) * STEP, FROM + (6 + i) * STEP - 1))
                .collect(Collectors.joining(","));
        answer(ok("[" + rows + "]"));

        CandlePage full = find("binance").ask(query(2000));

        asked("/api/v3/klines?symbol=BTCUSDT&interval=1h&startTime=1704067200000&endTime=1711263600000&limit=1000");
        assertThat(full.candles()).hasSize(1000);
        assertThat(full.coveredTo()).isEqualTo(FROM + 1005 * STEP);
        answer(ok("[[%d,\"1\",\"1\",\"1\",\"1\",\"1\"]]".formatted(FROM)));
        assertThat(find("binance").ask(query(2000)).coveredTo()).isEqualTo(FROM + 2000 * STEP);
        assertThat(find("binance").timeframes()).hasSize(11).contains(Timeframe.M3, Timeframe.D1);
    }

    @Test
    void bybit_is_asked_for_a_range_that_one_answer_holds() throws IOException {
        answer(ok("""
                {"retCode":0,"retMsg":"OK","result":{"category":"spot","symbol":"BTCUSDT","list":[
                 ["%d","2","3","1","2.5","10","25"],["%d","1","2","0.5","2","7","12"]]},"time":1}""".formatted(FROM + STEP, FROM)));

        CandlePage page = find("bybit").ask(query(5000));

        asked(
                "/v5/market/kline?category=spot&symbol=BTCUSDT&interval=60&start=1704067200000&end=1707663600000&limit=1000");
        assertThat(page.candles())
                .extracting("openTime", "close")
                .contains(
                        org.assertj.core.groups.Tuple.tuple(FROM, 2.0),
                        org.assertj.core.groups.Tuple.tuple(FROM + STEP, 2.5));
        assertThat(page.coveredTo()).isEqualTo(FROM + 1000 * STEP);
    }

    @Test
    void faults_are_what_the_exchange_documents_them_to_be() throws IOException {
        expect("bybit", aResponse().withStatus(403), Kind.LIMITED, "bybit answers 403");
        expect(
                "bybit",
                ok("{\"retCode\":10001,\"retMsg\":\"Not supported symbols\"}"),
                Kind.REFUSED,
                "Not supported symbols");
        expect(
                "binance",
                aResponse().withStatus(400).withBody("{\"code\":-1121,\"msg\":\"Invalid symbol.\"}"),
                Kind.REFUSED,
                "binance answers 400: Invalid symbol.");
        expect("binance", aResponse().withStatus(429).withHeader("Retry-After", "7"), Kind.LIMITED, "429");
        expect("binance", ok("{\"code\":-1003,\"msg\":\"Too much weight\"}"), Kind.LIMITED, "Too much weight");
        expect("binance", aResponse().withStatus(502).withBody("<html>"), Kind.UNAVAILABLE, "502");
        expect("binance", aResponse().withFault(Fault.CONNECTION_RESET_BY_PEER), Kind.UNAVAILABLE, "cannot be reached");
        expect("binance", ok("[[1,2"), Kind.UNAVAILABLE, "no JSON, or is cut off");
        expect("binance", ok(" ".repeat((1 << 24) + 1)), Kind.UNAVAILABLE, "is larger than 16,777,216 bytes");
    }

    @Test
    void an_answer_that_takes_too_long_is_a_fault_that_may_pass() throws IOException {
        answer(ok("[]").withFixedDelay(3000));
        Exchange impatient = find("binance", Duration.ofMillis(200));

        assertThat(catchThrowableOfType(ExchangeFaultException.class, () -> impatient.ask(query(10)))
                        .kind())
                .isEqualTo(Kind.UNAVAILABLE);
    }

    @Test
    void a_redirect_is_not_followed() throws IOException {
        SERVER.stubFor(get(urlEqualTo("/elsewhere")).willReturn(ok("[]")));

        expect(
                "binance",
                aResponse().withStatus(302).withHeader("Location", SERVER.baseUrl() + "/elsewhere"),
                Kind.REFUSED,
                "redirects are not followed");
        SERVER.verify(0, getRequestedFor(urlEqualTo("/elsewhere")));
    }

    @Test
    void a_file_of_the_operator_is_an_exchange_by_its_name() throws IOException {
        write("mine.json", MINE.formatted(SERVER.baseUrl()));
        answer(ok("{\"data\":{\"candles\":[{\"t\":1704067200,\"p\":[\"1\",2,0.5,\"1.5\"],\"v\":\"3\"}]}}"));

        Exchange mine = find("mine");
        CandlePage page = mine.ask(query(400));

        asked("/candles/xbt-usdt/hourly?after=1704067200&before=1705147200&count=300");
        assertThat(page.candles())
                .singleElement()
                .hasToString("Candle[openTime=1704067200000, open=1.0, high=2.0," + " low=0.5, close=1.5, volume=3.0]");
        assertThat(mine.rate().perSecond()).isEqualTo(2.5);
        assertThat(mine.rate().burst()).isEqualTo(2);
        assertThat(mine.depth()).isEqualTo(5000);
        assertThat(mine.limits()).isEqualTo("mine keeps 5,000 bars");
        assertThat(mine.timeframes()).containsExactly(Timeframe.H1, Timeframe.D1);
    }

    @Test
    void a_file_of_the_operator_goes_before_one_that_comes_with_quarry() throws IOException {
        write("bybit.json", MINE.formatted(SERVER.baseUrl()));

        assertThat(find("bybit").depth()).isEqualTo(5000);
    }

    @Test
    void everything_that_is_wrong_with_a_file_is_reported_with_its_name() throws IOException {
        write("mine.json", """
                {"url": "http://{base}.example/{secret}", "timeframes": {"1w": "week", "1h": "a b"}, "page_bars": 0,
                 "answer": "all", "columns": {"time": "0"}, "time_unit": "minutes", "colour": 1}""");
        assertThatThrownBy(() -> find("mine"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith("The file mine.json describes no exchange: ")
                .hasMessageContaining("colour is unknown")
                .hasMessageContaining("requests_per_second is required");

        write(
                "mine.json",
                MINE.formatted("https://{base}.example")
                        .replace("{to_s}", "{secret}")
                        .replace("\"s\"", "\"m\""));
        assertThatThrownBy(() -> find("mine"))
                .hasMessageContaining("without a variable in the host; was https://{base}.example")
                .hasMessageContaining("url has the variable {secret}; known are {BASE}, {QUOTE}")
                .hasMessageContaining("time_unit must be one of ms, s; was m");

        write("mine.json", MINE.formatted("http://10.0.0.1").replace("true", "false"));
        assertThatThrownBy(() -> find("mine"))
                .hasMessageContaining("url must begin with https://, unless allow_http is true");

        write("mine.json", MINE.formatted("https://user:word@host"));
        assertThatThrownBy(() -> find("mine")).hasMessageContaining("url must be an address like");

        write("mine.json", "{");
        assertThatThrownBy(() -> find("mine")).hasMessageStartingWith("The file mine.json is no JSON: ");
    }

    @Test
    void the_example_of_the_docs_is_an_exchange() throws IOException {
        String page = Files.readString(Path.of("docs/prices.md"));
        String example = page.substring(page.indexOf("```json", page.indexOf("This is Bybit's:")) + "```json".length());
        write("example.json", example.substring(0, example.indexOf("```")));

        assertThat(find("example").timeframes()).containsExactly(Timeframe.M1, Timeframe.H1, Timeframe.D1);
    }

    @Test
    void a_file_whose_name_is_none_of_an_exchange_is_refused() throws IOException {
        write("My Exchange.json", MINE);

        assertThatThrownBy(() -> find("mine"))
                .hasMessageContaining("The file My Exchange.json of quarry.exchanges.directory");
    }

    private void expect(String exchange, ResponseDefinitionBuilder response, Kind kind, String words)
            throws IOException {
        answer(response);
        Exchange asked = find(exchange);
        ExchangeFaultException fault = catchThrowableOfType(ExchangeFaultException.class, () -> asked.ask(query(10)));
        assertThat(fault.kind()).isEqualTo(kind);
        assertThat(fault).hasMessageContaining(words);
    }

    private Exchange find(String name) throws IOException {
        return find(name, Duration.ofSeconds(30));
    }

    private Exchange find(String name, Duration patience) throws IOException {
        return all(patience).stream()
                .filter(exchange -> exchange.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private List<Exchange> all(Duration patience) {
        return new ExchangeFiles(
                        PayloadReaders.reader(),
                        new ExchangeClients(configuration(), 30),
                        Optional.of(directory.toString()),
                        patience)
                .read()
                .all();
    }

    /** Says of the shipped ones that they are at the stub. */
    private static Config configuration() {
        return (Config) Proxy.newProxyInstance(
                Config.class.getClassLoader(), new Class<?>[] {Config.class}, (self, method, values) -> {
                    String name = String.valueOf(values[0]);
                    return name.equals("quarry.exchange.binance.url") || name.equals("quarry.exchange.bybit.url")
                            ? Optional.of(SERVER.baseUrl() + "/")
                            : Optional.empty();
                });
    }

    private void write(String name, String text) throws IOException {
        Files.writeString(directory.resolve(name), text);
    }

    private static void answer(ResponseDefinitionBuilder response) {
        SERVER.stubFor(get(anyUrl()).atPriority(10).willReturn(response));
    }

    private static void asked(String url) {
        SERVER.verify(getRequestedFor(urlEqualTo(url)));
    }

    private static CandleQuery query(int bars) {
        return new CandleQuery(MARKET, Timeframe.H1, FROM, FROM + bars * STEP);
    }
}
