package dev.quarry.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quarry.platform.columns.ArrowRows;
import dev.quarry.platform.json.Json;
import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URL;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import org.apache.parquet.format.FileMetaData;
import org.apache.parquet.format.KeyValue;
import org.apache.parquet.format.Util;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.importer.ZipImporter;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Results as tables on the real server: which form a client is given, and what it is given. */
@OnTestedServer
class TablesIT {

    private static final String MARKET = """
            "exchange": "sample", "symbol": "BTC/USD", "timeframe": "30m",
            "start_ts": "2014-01-01T00:00:00Z", "end_ts": "2014-03-01T00:00:00Z\"""";

    private static final String ARROW = "application/vnd.apache.arrow.stream";
    private static final String PARQUET = "application/vnd.apache.parquet";
    private static long discovery;

    @ArquillianResource
    private URL base;

    private final HttpClient http = HttpClient.newHttpClient();
    private URI root;

    @Deployment(testable = false)
    static WebArchive application() {
        return ShrinkWrap.create(ZipImporter.class, "quarry.war")
                .importFrom(new File("target/quarry.war"))
                .as(WebArchive.class);
    }

    @BeforeEach
    void search() {
        root = URI.create(base.toString().replace("localhost", "127.0.0.1"));
        if (discovery == 0) {
            Api api = new Api(root);
            api.await(api.enqueue("/v1/prices/ingest", "{" + MARKET + "}"), "succeeded");
            discovery = api.enqueue(
                    "/v1/discover",
                    "{" + MARKET + ", \"param_grid\": {\"rsi_min\": [52, 55, 58], \"use_trailing\": [true, false]}}");
            api.await(discovery, "succeeded");
        }
    }

    private HttpResponse<byte[]> get(String path, String accept) throws IOException {
        HttpRequest.Builder request = HttpRequest.newBuilder(root.resolve(path));
        if (accept != null) {
            request.header("Accept", accept);
        }
        try {
            return http.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static String type(HttpResponse<byte[]> answer) {
        return answer.headers().firstValue("Content-Type").orElse("").replaceAll(";.*", "");
    }

    @Test
    void the_form_is_chosen_by_the_accept_header_with_its_preferences_and_json_is_the_default() throws IOException {
        String runs = "/v1/discovery/runs?job_id=" + discovery;

        assertThat(type(get(runs, null))).isEqualTo("application/json");
        assertThat(type(get(runs, "*/*"))).isEqualTo("application/json");
        assertThat(type(get(runs, "text/html,application/xhtml+xml,*/*;q=0.8"))).isEqualTo("application/json");
        assertThat(type(get(runs, "text/csv"))).isEqualTo("text/csv");
        assertThat(type(get(runs, ARROW))).isEqualTo(ARROW);
        assertThat(type(get(runs, "text/csv, " + ARROW))).isEqualTo("text/csv");
        assertThat(type(get(runs, "text/csv;q=0.5, " + ARROW + ";q=0.7"))).isEqualTo(ARROW);
        assertThat(type(get(runs, "text/csv;q=0.5, application/json"))).isEqualTo("application/json");
        assertThat(type(get(runs, "application/json;q=0.5, text/csv"))).isEqualTo("text/csv");
        assertThat(type(get(runs + "&format=csv", "application/json"))).isEqualTo("text/csv");
        assertThat(type(get(runs + "&format=arrow", "text/html,*/*"))).isEqualTo(ARROW);
        assertThat(type(get(runs, PARQUET))).isEqualTo(PARQUET);
        assertThat(type(get(runs + "&format=parquet", "text/html,*/*"))).isEqualTo(PARQUET);
        assertThat(type(get(runs + "&format=json", "text/csv"))).isEqualTo("application/json");
    }

    @Test
    void what_there_is_not_is_a_problem_that_says_what_there_is() throws IOException {
        for (HttpResponse<byte[]> answer :
                new HttpResponse[] {get("/v1/discovery/runs", "image/png"), get("/v1/queues?format=arrow", null)}) {
            assertThat(answer.statusCode()).isEqualTo(406);
            assertThat(type(answer)).isEqualTo("application/problem+json");
            assertThat(new String(answer.body(), StandardCharsets.UTF_8)).contains("text/csv");
        }
        HttpResponse<byte[]> unknown = get("/v1/discovery/runs?format=xml", null);
        assertThat(unknown.statusCode()).isEqualTo(422);
        assertThat(new String(unknown.body(), StandardCharsets.UTF_8))
                .contains("format must be one of json, csv, arrow, parquet");
        HttpResponse<byte[]> refused = get("/v1/discovery/runs?format=csv&colour=red", null);
        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(type(refused)).isEqualTo("application/problem+json");
    }

    @Test
    void a_parquet_file_has_the_runs_their_types_and_where_they_come_from() throws IOException {
        HttpResponse<byte[]> answer = get("/v1/discovery/runs?format=parquet&job_id=" + discovery, null);

        byte[] file = answer.body();
        int length = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).getInt(file.length - 8);
        FileMetaData end = Util.readFileMetaData(new ByteArrayInputStream(file, file.length - 8 - length, length));
        assertThat(end.getNum_rows()).isEqualTo(6);
        assertThat(end.getSchema())
                .filteredOn(element -> element.getName().equals("start_ts"))
                .singleElement()
                .satisfies(element ->
                        assertThat(element.getLogicalType().isSetTIMESTAMP()).isTrue());
        assertThat(end.getKey_value_metadata())
                .extracting(KeyValue::getKey)
                .contains("quarry.data_digest", "quarry.query");
        assertThat(answer.headers().firstValue("Content-Disposition").orElseThrow())
                .isEqualTo("attachment; filename=\"quarry-runs-of-job-" + discovery + ".parquet\"");
    }

    @Test
    void a_table_has_the_runs_of_the_pages_and_is_saved_under_its_name() throws IOException {
        JsonNode page = Json.MAPPER
                .readTree(get("/v1/discovery/runs?sort=win_rate&job_id=" + discovery, null)
                        .body())
                .get("runs");
        HttpResponse<byte[]> arrow = get("/v1/discovery/runs?sort=win_rate&job_id=" + discovery, ARROW);
        HttpResponse<byte[]> csv = get("/v1/discovery/runs?format=csv&sort=win_rate&job_id=" + discovery, null);

        ArrowRows table = ArrowRows.read(arrow.body());
        assertThat(table.rows())
                .extracting(row -> row.get("params_hash"))
                .containsExactlyElementsOf(page.valueStream()
                        .map(run -> run.get("params_hash").asString())
                        .toList())
                .hasSize(6);
        assertThat(table.schema().getCustomMetadata())
                .containsEntry("quarry.query", "sort=win_rate&job_id=" + discovery);
        assertThat(arrow.headers().firstValue("Content-Disposition"))
                .contains("attachment; filename=\"quarry-runs-of-job-" + discovery + ".arrows\"");
        assertThat(csv.headers().firstValue("Content-Disposition"))
                .contains("attachment; filename=\"quarry-runs-of-job-" + discovery + ".csv\"");
        assertThat(csv.headers().firstValue("Content-Type").map(type -> type.replace(" ", "")
                        .toLowerCase()))
                .contains("text/csv;charset=utf-8");
        assertThat(new String(csv.body(), StandardCharsets.UTF_8).lines()).hasSize(7);
    }

    @Test
    void a_run_tells_its_trades_equity_and_returns_and_the_store_its_bars() throws IOException {
        String hash = Json.MAPPER
                .readTree(get("/v1/discovery/runs?limit=1&sort=num_trades&job_id=" + discovery, null)
                        .body())
                .at("/runs/0/params_hash")
                .asString();
        String series = "/v1/prices/candles?exchange=sample&symbol=BTC/USD&timeframe=30m&start_ts=2014-01-01";

        for (String what : new String[] {"trades", "equity", "daily-returns"}) {
            String path = "/v1/runs/" + hash + "/" + what;
            assertThat(type(get(path, null))).isEqualTo("text/csv");
            assertThat(ArrowRows.read(get(path + "?format=arrow", null).body()).rows())
                    .hasSize((int) new String(get(path, "text/csv").body(), StandardCharsets.UTF_8)
                                    .lines()
                                    .count()
                            - 1)
                    .isNotEmpty();
            assertThat(get(path, "application/json").statusCode()).isEqualTo(406);
            assertThat(get("/v1/runs/00000000000000ff/" + what, null).statusCode())
                    .isEqualTo(404);
        }
        assertThat(type(get("/v1/runs/" + hash + "/report", null))).isEqualTo("text/html");
        HttpResponse<byte[]> bars = get(series, ARROW);
        assertThat(ArrowRows.read(bars.body()).rows()).hasSizeGreaterThan(1000);
        assertThat(type(get(series, null))).isEqualTo("application/json");
        HttpResponse<byte[]> page = get(series + "&format=csv&limit=5", null);
        assertThat(new String(page.body(), StandardCharsets.UTF_8).lines()).hasSize(6);
        assertThat(page.headers().firstValue("Link"))
                .hasValueSatisfying(link -> assertThat(link).contains("cursor="));
        assertThat(get(series + "&format=csv", null).headers().firstValue("Link"))
                .isEmpty();
    }

    @Test
    void lists_that_are_json_are_tables_where_that_is_asked_for() throws IOException {
        Api api = new Api(root);
        for (String refresh : new String[] {"/v1/leaderboard/refresh", "/v1/patterns/refresh"}) {
            api.await(api.enqueue(refresh, "{}"), "succeeded");
        }
        for (String path :
                new String[] {"/v1/leaderboard", "/v1/patterns", "/v1/patterns/values", "/v1/patterns/pairs"}) {
            assertThat(type(get(path, null))).as(path).isEqualTo("application/json");
            assertThat(type(get(path, "text/csv"))).as(path).isEqualTo("text/csv");
            assertThat(type(get(path + "?format=arrow", null))).as(path).isEqualTo(ARROW);
        }
    }

    /** Its connection must come back to the pool as it was, or the next statements would be part of a transaction. */
    @Test
    void a_hundred_tables_whose_clients_hang_up_leave_the_server_as_it_was() throws Exception {
        for (int k = 0; k < 100; k++) {
            HttpResponse<InputStream> answer = http.send(
                    HttpRequest.newBuilder(root.resolve("/v1/discovery/runs?format=csv"))
                            .build(),
                    HttpResponse.BodyHandlers.ofInputStream());
            assertThat(answer.statusCode()).isEqualTo(200);
            answer.body().close();
        }

        Api api = new Api(root);
        long next = api.enqueue("/v1/leaderboard/refresh", "{}");
        api.await(next, "succeeded");
        assertThat(api.get("/v1/jobs/" + next).body().get("status").asString()).isEqualTo("succeeded");
    }
}
