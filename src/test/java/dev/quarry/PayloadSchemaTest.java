package dev.quarry;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import dev.quarry.discovery.DiscoverRequest;
import dev.quarry.discovery.ReevaluateRequest;
import dev.quarry.evaluation.BacktestRequest;
import dev.quarry.forward.ForwardRange;
import dev.quarry.forward.ForwardRequest;
import dev.quarry.frozen.FreezeRequest;
import dev.quarry.frozen.FrozenExtendRequest;
import dev.quarry.job.JobHandler;
import dev.quarry.job.QueueLimit;
import dev.quarry.job.callback.CallbackRequest;
import dev.quarry.job.enqueue.BatchHandler;
import dev.quarry.job.enqueue.JobRequests;
import dev.quarry.job.http.BulkResource;
import dev.quarry.leaderboard.AssessRequest;
import dev.quarry.leaderboard.LeaderboardRequest;
import dev.quarry.marketdata.ingest.IngestionRequest;
import dev.quarry.marketdata.ingest.series.WatchRequest;
import dev.quarry.optimisation.AssessRowRequest;
import dev.quarry.optimisation.OptimizeRequest;
import dev.quarry.patterns.PatternsRequest;
import dev.quarry.platform.json.Json;
import dev.quarry.platform.json.PayloadReader;
import dev.quarry.platform.json.PayloadReaders;
import dev.quarry.platform.json.RecordSchema;
import dev.quarry.platform.problem.InvalidInputException;
import dev.quarry.platform.problem.Violation;
import dev.quarry.schedule.ScheduleDefinition;
import dev.quarry.search.GridPart;
import dev.quarry.security.http.KeysResource;
import dev.quarry.strategies.GridRanges;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What /openapi says of each payload, held against what the reading of payloads does. */
@AnalyzeClasses(
        packages = "dev.quarry",
        importOptions = {ImportOption.DoNotIncludeTests.class, ImportOption.DoNotIncludeJars.class})
class PayloadSchemaTest {

    private static final String MARKET = """
            "exchange": "sample", "symbol": "BTC/USD", "timeframe": "30m",
            "start_ts": "2014-01-01T00:00:00Z", "end_ts": "2014-07-15T19:30:00Z" """;

    private final PayloadReader reader = PayloadReaders.reader();

    /** Each record with a payload that it takes. */
    static Stream<Arguments> payloads() {
        return Stream.of(
                Arguments.of(DiscoverRequest.class, "{" + MARKET + ", \"grid\": \"QUICK\"}"),
                Arguments.of(OptimizeRequest.class, "{" + MARKET + ", \"grid\": \"QUICK\"}"),
                Arguments.of(
                        GridPart.class,
                        "{\"job_id\": 17, \"part\": 0, \"parts\": 6, \"data_digest\": \"0123456789abcdef\"}"),
                Arguments.of(CallbackRequest.class, "{\"url\": \"https://hooks.example/\", \"job_id\": 17}"),
                Arguments.of(ReevaluateRequest.class, "{}"),
                Arguments.of(AssessRowRequest.class, "{\"job_id\": 17}"),
                Arguments.of(AssessRequest.class, "{\"params_hash\": \"0123456789abcdef\"}"),
                Arguments.of(ForwardRequest.class, "{\"job_id\": 17}"),
                Arguments.of(ForwardRange.class, "{}"),
                Arguments.of(FreezeRequest.class, "{\"job_id\": 17}"),
                Arguments.of(FrozenExtendRequest.class, "{}"),
                Arguments.of(LeaderboardRequest.class, "{}"),
                Arguments.of(PatternsRequest.class, "{}"),
                Arguments.of(IngestionRequest.class, "{" + MARKET + "}"),
                Arguments.of(WatchRequest.class, """
                        {"exchange": "kraken", "symbol": "BTC/USD", "timeframe": "1h", "start_ts": "2024-01-01"}"""),
                Arguments.of(JobRequests.Body.class, "{\"job_type\": \"discover\"}"));
    }

    @ArchTest
    static void the_payload_of_every_handler_is_listed_here(JavaClasses classes) {
        List<Class<?>> payloads = new ArrayList<>();
        classes.stream()
                .filter(type -> type.isAssignableTo(JobHandler.class) && !type.isInterface())
                .flatMap(handler -> Arrays.stream(handler.reflect().getDeclaredMethods()))
                .filter(method -> method.getName().equals("run") && !method.isBridge())
                .forEach(run -> payloads.add(run.getParameterTypes()[0]));

        assertThat(payloads).hasSizeGreaterThan(10).isSubsetOf(examples().toList());
    }

    @ParameterizedTest
    @MethodSource("payloads")
    void every_field_of_the_record_is_described_and_no_other(Class<?> type, String json) {
        JsonNode schema = RecordSchema.of(type);

        assertThat(refusals(type, object(json).put("no_such_field", 1)))
                .contains(new Violation(
                        "no_such_field",
                        "is unknown; known are "
                                + String.join(
                                        ", ",
                                        new TreeSet<>(schema.get("properties").propertyNames()))));
        eachField(schema, (path, field) -> assertThat(field.path("description").asString(""))
                .as(path)
                .isNotBlank());
    }

    @ParameterizedTest
    @MethodSource("payloads")
    void what_is_required_is_missed_and_nothing_else(Class<?> type, String json) {
        JsonNode schema = RecordSchema.of(type);
        assertThat(refusals(type, object(json))).isEmpty();

        Set<String> missed = refusals(type, Json.MAPPER.createObjectNode()).stream()
                .map(Violation::field)
                .collect(Collectors.toCollection(TreeSet::new));

        Set<String> described = new TreeSet<>(texts(schema.path("required")));
        alternatives(schema).forEach(sets -> described.addAll(sets.get(0)));
        assertThat(missed).isEqualTo(described);
    }

    @ParameterizedTest
    @MethodSource("payloads")
    void any_set_of_a_choice_will_do(Class<?> type, String json) {
        for (List<List<String>> sets : alternatives(RecordSchema.of(type))) {
            ObjectNode without = object(json);
            sets.forEach(set -> set.forEach(without::remove));
            for (List<String> set : sets) {
                ObjectNode with = without.deepCopy();
                set.forEach(name -> with.set(name, sample(name, object(json))));
                assertThat(refusals(type, with)).as(with.toString()).isEmpty();
            }
        }
    }

    @ParameterizedTest
    @MethodSource("payloads")
    void the_values_that_are_listed_are_those_that_there_are(Class<?> type, String json) {
        eachField(RecordSchema.of(type), (path, field) -> {
            if (!field.has("enum") || path.equals("source")) {
                return;
            }
            for (String value : texts(field.get("enum"))) {
                ObjectNode payload = with(json, path, Json.MAPPER.valueToTree(value));
                assertThat(refusals(type, path.equals("grid") ? without(payload, "param_grid") : payload))
                        .as("%s: %s", path, value)
                        .isEmpty();
            }
            List<String> others = new ArrayList<>(
                    Arrays.asList(reason(type, with(json, path, Json.MAPPER.valueToTree("no such value")), path)
                            .replaceFirst("must be one of ", "")
                            .replaceFirst("; was .*", "")
                            .split(", ")));
            others.removeAll(Set.of("single", "walk_forward"));
            assertThat(others).as(path).isEqualTo(texts(field.get("enum")));
        });
    }

    @ParameterizedTest
    @MethodSource("payloads")
    void bounds_are_where_they_are_said_to_be(Class<?> type, String json) {
        eachField(RecordSchema.of(type), (path, field) -> {
            if (field.has("minimum")) {
                BigDecimal least = field.get("minimum").decimalValue();
                assertThat(refusals(type, with(json, path, number(field, least))))
                        .as(path)
                        .isEmpty();
                assertThat(reason(type, with(json, path, number(field, least.subtract(BigDecimal.ONE))), path))
                        .isNotBlank();
            }
            if (field.has("maximum")) {
                BigDecimal most = field.get("maximum").decimalValue();
                assertThat(refusals(type, with(json, path, number(field, most))))
                        .as(path)
                        .isEmpty();
                assertThat(reason(type, with(json, path, number(field, most.add(BigDecimal.ONE))), path))
                        .isNotBlank();
            }
        });
    }

    @ParameterizedTest
    @MethodSource("payloads")
    void a_default_that_is_written_out_changes_nothing(Class<?> type, String json) {
        Object defaults = reader.read(object(json), type);
        eachField(RecordSchema.of(type), (path, field) -> {
            if (field.has("default") && !path.contains(".")) {
                assertThat((Object) reader.read(with(json, path, field.get("default")), type))
                        .as(path)
                        .isEqualTo(defaults);
            }
        });
    }

    @Test
    void the_fields_of_free_objects_have_the_defaults_of_what_reads_them() {
        JsonNode winner = RecordSchema.of(DiscoverRequest.class).at("/properties/win_criteria/properties");
        assertThat(winner.at("/max_drawdown/default").asDouble()).isEqualTo(20);
        assertThat(winner.at("/min_trades/default").asInt()).isEqualTo(10);
        assertThat(winner.at("/min_profit_factor/default").asDouble()).isEqualTo(1);
        JsonNode walk = RecordSchema.of(OptimizeRequest.class).at("/properties/walk_forward/properties");
        assertThat(walk.at("/train_days/default").asInt()).isEqualTo(180);
        assertThat(walk.at("/test_days/default").asInt()).isEqualTo(30);
        assertThat(walk.at("/step_days").has("default")).isFalse();
    }

    @Test
    void types_and_defaults_are_those_of_the_record() {
        JsonNode fields = RecordSchema.of(LeaderboardRequest.class).get("properties");

        assertThat(fields.get("top_n").get("type").asString()).isEqualTo("integer");
        assertThat(fields.get("top_n").get("default").asInt()).isEqualTo(25);
        assertThat(fields.get("top_n").get("maximum").asInt()).isEqualTo(1000);
        assertThat(fields.get("distinct").get("default").asBoolean()).isTrue();
        assertThat(fields.get("sort_by").get("default").asString()).isEqualTo("total_return");
        assertThat(RecordSchema.of(DiscoverRequest.class)
                        .at("/properties/markets/items/properties")
                        .propertyNames())
                .containsExactly("exchange", "symbol", "timeframe", "start_ts", "end_ts");
        assertThat(RecordSchema.of(IngestionRequest.class)
                        .at("/properties/start_ts/format")
                        .asString())
                .isEqualTo("date-time");
    }

    @ParameterizedTest
    @MethodSource("examples")
    void the_example_of_a_request_is_taken(Class<?> type) {
        assertThat(refusals(type, (ObjectNode) RecordSchema.of(type).get("example")))
                .isEmpty();
    }

    static Stream<Class<?>> examples() {
        return Stream.concat(
                payloads().map(arguments -> (Class<?>) arguments.get()[0]),
                Stream.of(
                        BatchHandler.Batch.class,
                        BulkResource.Selection.class,
                        QueueLimit.class,
                        ScheduleDefinition.class,
                        KeysResource.KeyRequest.class,
                        BacktestRequest.class,
                        GridRanges.class));
    }

    private List<Violation> refusals(Class<?> type, ObjectNode payload) {
        try {
            reader.read(payload, type);
            return List.of();
        } catch (InvalidInputException e) {
            return e.violations();
        }
    }

    private String reason(Class<?> type, ObjectNode payload, String path) {
        return refusals(type, payload).stream()
                .filter(v -> v.field().equals(path))
                .map(Violation::reason)
                .findFirst()
                .orElseThrow(() -> new AssertionError(path + " was taken in " + payload));
    }

    /** Each field, those of described objects as {@code object.field}. */
    private static void eachField(JsonNode schema, BiConsumer<String, JsonNode> then) {
        schema.get("properties").properties().forEach(entry -> {
            then.accept(entry.getKey(), entry.getValue());
            if (entry.getValue().has("properties")) {
                entry.getValue()
                        .get("properties")
                        .properties()
                        .forEach(inner -> then.accept(entry.getKey() + "." + inner.getKey(), inner.getValue()));
            }
        });
    }

    /** For each choice its sets of fields. */
    private static List<List<List<String>>> alternatives(JsonNode schema) {
        List<JsonNode> rules = new ArrayList<>();
        if (schema.has("anyOf")) {
            rules.add(schema.get("anyOf"));
        }
        schema.path("allOf").forEach(rule -> rules.add(rule.get("anyOf")));
        return rules.stream()
                .map(rule -> rule.valueStream()
                        .map(set -> texts(set.get("required")))
                        .toList())
                .toList();
    }

    private static JsonNode sample(String name, ObjectNode payload) {
        return switch (name) {
            case "markets" -> Json.MAPPER.createArrayNode().add(object("{" + MARKET + "}"));
            case "entry" -> Json.MAPPER.valueToTree("*");
            case "symbol_column" -> Json.MAPPER.valueToTree("ticker");
            case "params_hash" -> Json.MAPPER.valueToTree("0123456789abcdef");
            case "sampler" -> Json.MAPPER.valueToTree("tpe");
            case "space" -> object("{\"rsi_min\": {\"min\": 60, \"max\": 75}}");
            case "param_grid" -> object("{\"rsi_min\": [68, 70]}");
            default -> payload.get(name);
        };
    }

    private static JsonNode number(JsonNode field, BigDecimal value) {
        return field.path("type").asString().equals("integer")
                ? Json.MAPPER.valueToTree(value.longValueExact())
                : Json.MAPPER.valueToTree(value);
    }

    private static ObjectNode with(String json, String path, JsonNode value) {
        ObjectNode payload = object(json);
        int dot = path.indexOf('.');
        ObjectNode place = dot < 0 ? payload : payload.putObject(path.substring(0, dot));
        place.set(path.substring(dot + 1), value);
        return payload;
    }

    private static ObjectNode without(ObjectNode payload, String name) {
        payload.remove(name);
        return payload;
    }

    private static ObjectNode object(String json) {
        return (ObjectNode) Json.MAPPER.readTree(json);
    }

    private static List<String> texts(JsonNode list) {
        return list.valueStream().map(JsonNode::asString).toList();
    }
}
