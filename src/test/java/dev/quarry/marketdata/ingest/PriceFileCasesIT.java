package dev.quarry.marketdata.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.quarry.engine.Golden;
import dev.quarry.job.JobFailedException;
import dev.quarry.marketdata.Series;
import dev.quarry.platform.problem.Violation;
import dev.quarry.platform.sql.TestDatabase;
import dev.quarry.series.Bars;
import dev.quarry.series.Timeframe;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Price files as people have them, each with what is right: the bars to the last digit, or a refusal that names the
 * cause and stores nothing. They stand in {@code cases/manifest.json} of the shared folder and run where it is present;
 * what each of them is about also has a test of the reader on a text of its own.
 */
class PriceFileCasesIT {

    @RegisterExtension
    static final TestDatabase DATABASE = new TestDatabase();

    private static final JsonMapper JSON = new JsonMapper();
    private static final OffsetDateTime FIRST = OffsetDateTime.parse("1900-01-01T00:00:00Z");
    private static final OffsetDateTime LAST = OffsetDateTime.parse("2100-01-01T00:00:00Z");
    private static final double TO_THE_LAST_DIGIT = 1e-12;

    private final Ingestion ingestion = new Ingestion(DATABASE, null);

    /** What came of sending a file. */
    private record Outcome(IngestionResult result, String refusal, List<String> events) {}

    @TestFactory
    Stream<DynamicTest> a_file_is_read_as_its_maker_means_it_or_refused_in_words_that_help() throws IOException {
        Path cases = Golden.sharedFolder("cases");
        if (cases == null) {
            return Stream.empty();
        }
        return StreamSupport.stream(
                        JSON.readTree(cases.resolve("manifest.json"))
                                .get("cases")
                                .spliterator(),
                        false)
                .map(one -> DynamicTest.dynamicTest(one.get("id").asString(), () -> check(cases, one)));
    }

    private void check(Path cases, JsonNode one) throws IOException {
        String symbol = one.get("id").asString();
        for (JsonNode before : one.path("before")) {
            Outcome sent = send(cases.resolve(before.get("file").asString()), symbol, one.get("form"));
            assertThat(sent.result().rowsAccepted())
                    .isEqualTo(before.get("bars").asInt());
        }
        Outcome outcome = send(cases.resolve(one.get("file").asString()), symbol, one.get("form"));
        List<JsonNode> allowed = new ArrayList<>();
        if (one.has("expect")) {
            allowed.add(one.get("expect"));
        } else {
            one.get("expect_any").forEach(allowed::add);
        }
        List<String> faults = allowed.stream()
                .map(expected -> fault(outcome, expected, symbol, one.get("form")))
                .toList();
        assertThat(faults).as(String.valueOf(outcome)).contains("");
    }

    private Outcome send(Path file, String symbol, JsonNode form) throws IOException {
        RecordedJob job = new RecordedJob(1);
        if (Files.size(file) == 0) { // the route refuses it before there is a job
            return new Outcome(null, "file is empty", List.of());
        }
        long id = ingestion
                .uploads
                .receive(file.getFileName().toString(), Files.newInputStream(file))
                .id();
        IngestionRequest request = new IngestionRequest(
                "file",
                symbol,
                form.get("timeframe").asString(),
                null,
                null,
                null,
                null,
                id,
                form.path("format").asString(null),
                form.path("time_zone").asString(null),
                form.path("missing_volume").asString(null),
                form.path("entry").asString(null),
                form.path("symbol_column").asString(null),
                form.path("columns").asString(null),
                null);
        List<Violation> violations = request.violations();
        if (!violations.isEmpty()) {
            return new Outcome(null, violations.toString(), List.of());
        }
        try {
            return new Outcome(ingestion.handler.run(request, job), null, job.events);
        } catch (JobFailedException e) {
            return new Outcome(null, e.getMessage(), job.events);
        }
    }

    /** Empty when the outcome is that one. */
    private String fault(Outcome outcome, JsonNode expected, String symbol, JsonNode form) {
        if (expected.has("say")) {
            if (outcome.refusal() == null) {
                return "was taken";
            }
            String unsaid = unsaid(expected.get("say"), outcome.refusal());
            JsonNode kept = expected.path("kept");
            return unsaid.isEmpty() ? barsFault(kept.isMissingNode() ? null : kept, symbol, form) : unsaid;
        }
        if (outcome.refusal() != null) {
            return "was refused";
        }
        List<Long> refused =
                outcome.result().refused().stream().map(line -> line.line()).toList();
        boolean allowed = expected.has("refused")
                ? StreamSupport.stream(expected.get("refused").spliterator(), false)
                        .anyMatch(lines ->
                                lines.toString().equals(refused.toString().replace(" ", "")))
                : refused.isEmpty();
        String reasons = outcome.result().refused().toString();
        String fault = allowed ? unsaid(expected.path("say_line"), reasons) : "refused lines " + refused;
        fault = fault.isEmpty() ? unsaid(expected.path("warn"), outcome.events().toString()) : fault;
        return fault.isEmpty() ? barsFault(expected, symbol, form) : fault;
    }

    private static String unsaid(JsonNode groups, String text) {
        for (JsonNode words : groups) {
            boolean said = StreamSupport.stream(words.spliterator(), false)
                    .anyMatch(word -> text.toLowerCase(Locale.ROOT)
                            .contains(word.asString().toLowerCase(Locale.ROOT)));
            if (!said) {
                return "does not say one of " + words;
            }
        }
        return "";
    }

    private String barsFault(JsonNode expected, String symbol, JsonNode form) {
        String code = form.get("timeframe").asString();
        if (expected == null && Timeframe.of(code).isEmpty()) {
            return "";
        }
        Series series = new Series("file", symbol, Timeframe.of(code).orElseThrow());
        Bars bars = ingestion.history.load(series, FIRST, LAST).bars();
        if (expected == null) {
            return bars.size() == 0 ? "" : bars.size() + " bars were stored";
        }
        try {
            assertThat(bars.size()).isEqualTo(expected.get("bars").asInt());
            assertBar(bars, 0, expected.get("first"));
            assertBar(bars, bars.size() - 1, expected.get("last"));
            assertSums(bars, expected.get("sum"));
            return "";
        } catch (AssertionError e) {
            return e.getMessage();
        }
    }

    private static void assertBar(Bars bars, int i, JsonNode bar) {
        assertThat(Instant.ofEpochMilli(bars.openTime()[i]))
                .isEqualTo(Instant.parse(bar.get(0).asString()));
        double[][] columns = {bars.open(), bars.high(), bars.low(), bars.close(), bars.volume()};
        for (int column = 0; column < columns.length; column++) {
            assertThat(columns[column][i]).isEqualTo(bar.get(column + 1).asDouble());
        }
    }

    private static void assertSums(Bars bars, JsonNode sums) {
        long seconds = 0;
        for (long time : bars.openTime()) {
            seconds += (time - bars.openTime()[0]) / 1000;
        }
        assertThat(seconds).isEqualTo(sums.get(0).asLong());
        double[][] columns = {bars.open(), bars.high(), bars.low(), bars.close(), bars.volume()};
        for (int column = 0; column < columns.length; column++) {
            double sum = 0;
            for (double value : columns[column]) {
                sum += value;
            }
            double expected = sums.get(column + 1).asDouble();
            assertThat(sum).isCloseTo(expected, within(Math.max(Math.abs(expected), 1e-300) * TO_THE_LAST_DIGIT));
        }
    }
}
