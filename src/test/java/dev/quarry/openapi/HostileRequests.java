package dev.quarry.openapi;

import dev.quarry.platform.json.Json;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Requests to the routes of an OpenAPI document with values that nobody should send; the same seed makes the same ones. */
final class HostileRequests {

    /** A method, a path with its query, and a body; null for none. */
    record Request(String route, String method, String path, String body) {}

    private static final List<String> TEXTS = List.of(
            "",
            " ",
            "\0",
            "\ud800",
            "x",
            "-1",
            "0",
            "1",
            "1d",
            "0x10",
            "NaN",
            "Infinity",
            "1e999",
            "99999999999999999999",
            "9223372036854775807",
            "-9223372036854775808",
            "\u0663",
            "true",
            "null",
            "2024-01-01",
            "0000-01-01T00:00:00Z",
            "+294277-01-01T00:00:00Z",
            "9999-12-31T23:59:59-18:00",
            "' or 1=1 --",
            "%00",
            "../../etc",
            "{{fire_time - P999999999Y}}",
            "a".repeat(3000),
            "\ud83d\ude00");

    private static final List<String> VALUES = List.of(
            "null",
            "true",
            "false",
            "0",
            "-1",
            "1",
            "1.5",
            "-0.0",
            "1e308",
            "1e999",
            "1e-400",
            "9223372036854775807",
            "99999999999999999999999",
            "[]",
            "{}",
            "[null]",
            "[[]]",
            "{\"\": null}",
            "\" \"",
            "\"\\ud800\"",
            "\"\\u0000\"");

    private final List<Operation> operations = new ArrayList<>();
    private final JsonNode document;
    private final Random random;

    private record Operation(String route, String method, String path, JsonNode description) {}

    /** @param skipped routes, as {@code GET /v1/stream}, that are not asked */
    HostileRequests(JsonNode document, long seed, List<String> skipped) {
        this.document = document;
        this.random = new Random(seed);
        document.get("paths")
                .properties()
                .forEach(path -> path.getValue().properties().forEach(operation -> {
                    String method = operation.getKey().toUpperCase(java.util.Locale.ROOT);
                    String route = method + " " + path.getKey();
                    if (operation.getValue().has("operationId") && !skipped.contains(route)) {
                        operations.add(new Operation(route, method, path.getKey(), operation.getValue()));
                    }
                }));
    }

    Request next() {
        Operation operation = operations.get(random.nextInt(operations.size()));
        StringBuilder path = new StringBuilder(operation.path());
        String separator = "?";
        for (JsonNode parameter : operation.description().path("parameters")) {
            String name = parameter.path("name").asString("");
            String value = encoded(TEXTS.get(random.nextInt(TEXTS.size())));
            if (parameter.path("in").asString("").equals("path")) {
                int at = path.indexOf("{" + name + "}");
                path.replace(at, at + name.length() + 2, value.isEmpty() ? "x" : value);
            } else if (parameter.path("in").asString("").equals("query") && random.nextInt(3) == 0) {
                path.append(separator).append(encoded(name)).append('=').append(value);
                separator = "&";
            }
        }
        return new Request(operation.route(), operation.method(), path.toString(), body(operation));
    }

    private String body(Operation operation) {
        JsonNode content =
                operation.description().path("requestBody").path("content").path("application/json");
        if (content.isMissingNode()) {
            return null;
        }
        if (random.nextInt(12) == 0) {
            return List.of("", "{", "[]", "null", "\"x\"", "1", "{\"a\": 1, \"a\": 2}", "[".repeat(200))
                    .get(random.nextInt(8));
        }
        JsonNode schema = resolved(content.path("schema"));
        JsonNode example = schema.path("example");
        ObjectNode body = example instanceof ObjectNode object ? object.deepCopy() : Json.MAPPER.createObjectNode();
        List<String> names = new ArrayList<>(schema.path("properties").propertyNames());
        names.add("unknown");
        for (int changes = 1 + random.nextInt(2); changes > 0; changes--) {
            String name = names.get(random.nextInt(names.size()));
            body.putRawValue(name, new tools.jackson.databind.util.RawValue(value()));
        }
        return Json.MAPPER.writeValueAsString(body);
    }

    private String value() {
        if (random.nextInt(3) > 0) {
            return VALUES.get(random.nextInt(VALUES.size()));
        }
        String text = TEXTS.get(random.nextInt(TEXTS.size()));
        StringBuilder quoted = new StringBuilder("\"");
        text.chars().forEach(c -> quoted.append(String.format(java.util.Locale.ROOT, "\\u%04x", c)));
        return quoted.append('"').toString();
    }

    private JsonNode resolved(JsonNode schema) {
        String reference = schema.path("$ref").asString("");
        return reference.isEmpty() ? schema : document.at(reference.substring(1));
    }

    /** Half a character has no encoding; its bytes are sent as they would be. */
    private static String encoded(String text) {
        return text.equals("\ud800")
                ? "%ED%A0%80"
                : URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
