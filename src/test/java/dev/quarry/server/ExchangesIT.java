package dev.quarry.server;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.wireMockConfig;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.WireMockServer;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.URL;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.function.LongFunction;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.importer.ZipImporter;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/**
 * Prices on the real server: the exchanges through its own rest client, against one that answers as they document, and the
 * routes that show what is stored.
 */
@OnTestedServer
class ExchangesIT {

    private static final WireMockServer FAKE =
            new WireMockServer(wireMockConfig().dynamicPort());
    private static final int BARS = 4;
    private static final long HOUR = 3_600;

    /** Whole hours that are over, in seconds. */
    private static final long FIRST =
            Instant.now().truncatedTo(ChronoUnit.HOURS).getEpochSecond() - 6 * HOUR;

    @ArquillianResource
    private URL base;

    private Api api;

    @Deployment(testable = false)
    static WebArchive application() {
        FAKE.start();
        String configuration = Stream.of("bitstamp", "coinbase", "kraken", "gemini", "binanceus")
                .map(exchange -> "quarry.exchange.%s.url=%s".formatted(exchange, FAKE.baseUrl()))
                .collect(Collectors.joining("\n", "mp.openapi.scan.beanvalidation=false\n", "\n"));
        return ShrinkWrap.create(ZipImporter.class, "quarry.war")
                .importFrom(new File("target/quarry.war"))
                .as(WebArchive.class)
                .addAsResource(new StringAsset(configuration), "META-INF/microprofile-config.properties");
    }

    @BeforeEach
    void client() {
        api = new Api(URI.create(base.toString().replace("localhost", "127.0.0.1")));
        FAKE.resetAll();
    }

    @Test
    void bars_come_from_bitstamp() {
        answer(
                "/api/v2/ohlc/btcusd/",
                "{\"data\":{\"pair\":\"BTC/USD\",\"ohlc\":[" + bars(t -> """
                {"timestamp":"%d","open":"10","high":"12","low":"9","close":"11","volume":"1"}""".formatted(t)) + "]}}");

        assertIngested("bitstamp");
    }

    @Test
    void bars_come_from_coinbase() {
        answer(
                "/api/v3/brokerage/market/products/BTC-USD/candles",
                "{\"candles\":[" + bars(t -> """
                {"start":"%d","open":"10","high":"12","low":"9","close":"11","volume":"1"}""".formatted(t)) + "]}");

        assertIngested("coinbase");
    }

    @Test
    void bars_come_from_kraken() {
        answer(
                "/0/public/OHLC",
                "{\"error\":[],\"result\":{\"last\":1,\"XXBTZUSD\":["
                        + bars(t -> "[%d,\"10\",\"12\",\"9\",\"11\",\"10.5\",\"1\",7]".formatted(t)) + "]}}");

        assertIngested("kraken");
    }

    @Test
    void bars_come_from_gemini() {
        answer("/v2/candles/btcusd/1hr", "[" + bars(t -> "[%d,10,12,9,11,1]".formatted(t * 1000)) + "]");

        assertIngested("gemini");
    }

    @Test
    void bars_come_from_binance() {
        answer(
                "/api/v3/klines",
                "[" + bars(t -> "[%d,\"10\",\"12\",\"9\",\"11\",\"1\",0,\"1\",1,\"1\",\"1\",\"0\"]".formatted(t * 1000))
                        + "]");

        assertIngested("binanceus");
    }

    @Test
    void a_redirect_is_not_followed_and_fails_the_job_at_once() {
        FAKE.stubFor(get(urlPathEqualTo("/0/public/OHLC"))
                .willReturn(aResponse().withStatus(302).withHeader("Location", FAKE.baseUrl() + "/inside")));
        FAKE.stubFor(get(urlPathEqualTo("/inside")).willReturn(okJson("{}")));

        JsonNode job = api.awaitFinal(ingest("kraken", "ETH/USD"));

        assertThat(job.get("status").asString()).isEqualTo("failed");
        assertThat(job.get("error").asString()).startsWith("kraken answers 302: redirects are not followed");
        FAKE.verify(0, getRequestedFor(urlPathEqualTo("/inside")));
    }

    @Test
    void a_refusal_of_the_exchange_reaches_the_user_in_its_words() {
        FAKE.stubFor(get(urlPathEqualTo("/api/v3/klines"))
                .willReturn(aResponse().withStatus(400).withBody("{\"code\":-1121,\"msg\":\"Invalid symbol.\"}")));

        JsonNode job = api.awaitFinal(ingest("binanceus", "NO/SUCH"));

        assertThat(job.get("error").asString()).isEqualTo("binanceus answers 400: Invalid symbol.");
    }

    @Test
    void stored_bars_are_read_page_by_page_resampled_and_as_csv() {
        api.await(
                api.enqueue(
                        "/v1/prices/ingest",
                        "{\"exchange\": \"sample\", \"symbol\": \"BTC/USD\", \"timeframe\": \"30m\"}"),
                "succeeded");
        String series = "?exchange=sample&symbol=BTC/USD&timeframe=";

        JsonNode first = api.get("/v1/prices/candles" + series + "30m&limit=3").body();
        JsonNode second = api.get("/v1/prices/candles" + series + "30m&limit=3&cursor="
                        + first.get("next_cursor").asString())
                .body();
        JsonNode days = api.get("/v1/prices/candles" + series + "1d&start_ts=2014-07-14&limit=10")
                .body();
        Api.Answer csv = api.get("/v1/prices/candles" + series + "30m&limit=5000&format=csv");
        JsonNode quality = api.get("/v1/prices/quality" + series + "30m").body();

        assertThat(first.get("candles")).hasSize(3);
        assertThat(first.get("candles").get(0).get("ts_ms").asLong()).isEqualTo(1388534400000L);
        assertThat(first.get("resampled_from").isNull()).isTrue();
        assertThat(second.get("candles").get(0).get("ts_ms").asLong()).isEqualTo(1388534400000L + 3 * 1_800_000);
        assertThat(days.get("candles")).hasSize(2);
        assertThat(days.get("resampled_from").asString()).isEqualTo("30m");
        assertThat(days.get("next_cursor").isNull()).isTrue();
        assertThat(csv.raw().body()).startsWith("timestamp,open,high,low,close,volume\n2014-01-01T00:00:00Z,");
        assertThat(csv.raw().body().lines()).hasSize(5001).last().asString().startsWith("2014-04-15T03:30:00Z,");
        assertThat(csv.raw().headers().firstValue("Content-Type").orElseThrow()).startsWith("text/csv");
        assertThat(csv.raw().headers().firstValue("Link").orElseThrow())
                .contains("cursor=")
                .contains("rel=\"next\"");
        assertThat(quality.get("quality").get("bars").asInt()).isEqualTo(9399);
        assertThat(quality.get("quality").get("missing").asInt()).isZero();
    }

    @Test
    void an_arrow_table_is_pushed_twice_and_read_back() throws IOException {
        byte[] table = Files.readAllBytes(Path.of("src/test/resources/prices/pyarrow-stream.arrows"));
        String query = "?exchange=feed&symbol=BTC/USD&timeframe=1h";

        Api.Answer first = pushed(query, table);
        Api.Answer again = pushed(query, table);
        Api.Answer refused = pushed("?exchange=feed&symbol=BTC/USD&timeframe=30m", table);

        assertThat(first.status()).as(first.raw().body()).isEqualTo(200);
        assertThat(first.body().get("bars_added").asInt()).isEqualTo(40);
        assertThat(again.body().get("bars_unchanged").asInt()).isEqualTo(40);
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.body().get("detail").asString()).contains("60 minutes (1h) apart");
        assertThat(pushed("?exchange=feed&symbol=X", table).status()).isEqualTo(422);
        assertThat(api.get("/v1/prices/candles" + query + "&limit=1")
                        .body()
                        .at("/candles/0/ts_ms")
                        .asLong())
                .isEqualTo(1704153600000L);
    }

    private Api.Answer pushed(String query, byte[] table) {
        return api.send(api.request("/v1/prices/candles" + query)
                .header("Content-Type", "application/vnd.apache.arrow.stream")
                .POST(BodyPublishers.ofByteArray(table)));
    }

    @Test
    void what_is_wrong_with_a_question_for_bars_is_named() {
        assertThat(api.get("/v1/prices/candles?exchange=sample").status()).isEqualTo(422);
        assertThat(api.get("/v1/prices/candles?exchange=no&symbol=BTC/USD&timeframe=30m")
                        .status())
                .isEqualTo(404);
        assertThat(api.get("/v1/prices/candles?exchange=no&symbol=BTC/USD&timeframe=7m")
                        .status())
                .isEqualTo(422);
        assertThat(api.get("/v1/prices/candles?exchange=sample&symbol=BTC/USD&timeframe=30m&cursor=*")
                        .status())
                .isEqualTo(422);
        assertThat(api.get("/v1/prices/candles?exchange=sample&symbol=BTC/USD&timeframe=30m&format=xml")
                        .status())
                .isEqualTo(422);
        assertThat(api.get("/v1/prices/quality?exchange=no&symbol=BTC/USD&timeframe=30m")
                        .status())
                .isEqualTo(404);
    }

    @Test
    void a_series_is_watched_shown_run_and_dropped() {
        answer("/v2/candles/ethusd/1hr", "[" + bars(t -> "[%d,10,12,9,11,1]".formatted(t * 1000)) + "]");

        JsonNode watch = api.post("/v1/prices/watchlist", """
                {"exchange": "gemini", "symbol": "ETH/USD", "timeframe": "1h", "start_ts": "%s"}
                """.formatted(Instant.ofEpochSecond(FIRST)))
                .body();
        String schedule = watch.get("schedule").asString();
        long job = api.post("/v1/schedules/" + schedule + "/run", "{}")
                .body()
                .get("job_id")
                .asLong();
        JsonNode result = api.await(job, "succeeded").get("result");
        JsonNode listed = api.get("/v1/prices/watchlist").body().get("watchlist");
        String query = "/v1/prices/watchlist?exchange=gemini&symbol=ETH/USD&timeframe=1h";

        assertThat(schedule).isEqualTo("watch.gemini.ETH-USD.1h");
        assertThat(watch.get("next_fire").isNull()).isFalse();
        assertThat(result.get("ingestion").get("rows_added").asInt()).isEqualTo(BARS);
        assertThat(listed).hasSize(1);
        assertThat(listed.get(0).get("bars").asInt()).isEqualTo(BARS);
        assertThat(api.send(api.request(query).DELETE()).status()).isEqualTo(204);
        assertThat(api.send(api.request(query).DELETE()).status()).isEqualTo(404);
        assertThat(api.post(
                                "/v1/prices/watchlist",
                                "{\"exchange\": \"file\", \"symbol\": \"A\", \"timeframe\": \"1h\"}")
                        .status())
                .isEqualTo(422);
    }

    private void assertIngested(String exchange) {
        JsonNode result = api.await(ingest(exchange, "BTC/USD"), "succeeded").get("result");

        assertThat(result.get("rows_added").asInt()).isEqualTo(BARS);
        assertThat(result.get("rows_returned").asInt()).isEqualTo(BARS);
        assertThat(result.get("unavailable")).isEmpty();
    }

    private long ingest(String exchange, String symbol) {
        return api.enqueue("/v1/prices/ingest", """
                {"exchange": "%s", "symbol": "%s", "timeframe": "1h", "start_ts": "%s", "end_ts": "%s"}
                """.formatted(
                exchange, symbol, Instant.ofEpochSecond(FIRST), Instant.ofEpochSecond(FIRST + (BARS - 1) * HOUR)));
    }

    private static void answer(String path, String json) {
        FAKE.stubFor(get(urlPathEqualTo(path)).willReturn(okJson(json)));
    }

    private static String bars(LongFunction<String> bar) {
        return LongStream.range(0, BARS)
                .mapToObj(i -> bar.apply(FIRST + i * HOUR))
                .collect(Collectors.joining(","));
    }
}
