package dev.quarry.openapi;

import dev.quarry.openapi.HostileRequests.Request;
import dev.quarry.platform.json.Json;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Locale;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** What is wrong with an answer, judged by the OpenAPI document alone. */
final class FuzzedAnswer {

    private final JsonNode document;
    private final JsonNode operation;
    private final Request request;
    private final HttpResponse<String> answer;

    private FuzzedAnswer(JsonNode document, Request request, HttpResponse<String> answer) {
        this.document = document;
        String[] route = request.route().split(" ");
        this.operation = document.get("paths").get(route[1]).get(route[0].toLowerCase(Locale.ROOT));
        this.request = request;
        this.answer = answer;
    }

    /** A sentence; null when all is well. */
    static String fault(JsonNode document, Request request, HttpResponse<String> answer) {
        return new FuzzedAnswer(document, request, answer).fault();
    }

    private String fault() {
        int status = answer.statusCode();
        if (status >= 500) {
            return "is a fault of the server";
        }
        JsonNode response = resolved(operation.path("responses").path(Integer.toString(status)));
        if (response.isMissingNode()) {
            return "has a status that the document does not name";
        }
        String type = answer.headers().firstValue("Content-Type").orElse("").replaceAll(";.*", "");
        if (status >= 400 && !type.equals("application/problem+json")) {
            return "is no problem detail but " + type;
        }
        if (status < 300) {
            String wrong = wrongInBody();
            if (wrong != null) {
                return "accepts " + wrong;
            }
        }
        return body(status, type, response.path("content").path(type));
    }

    private String body(int status, String type, JsonNode media) {
        if (answer.body().isEmpty()) {
            return status == 204 ? null : "is empty";
        }
        if (media.isMissingNode()) {
            return "has a media type that the document does not name: " + type;
        }
        if (!type.endsWith("json")) {
            return null;
        }
        try {
            JsonNode body = Json.MAPPER.readTree(answer.body());
            if (status >= 400 && body.path("status").asInt(0) != status) {
                return "tells another status than it has";
            }
            List<String> faults = SchemaCheck.faults(document, media.path("schema"), body);
            return faults.isEmpty() ? null : "does not match its schema: " + faults.get(0);
        } catch (JacksonException e) {
            return "is no JSON";
        }
    }

    /** The first field of the body whose kind its schema does not have, null aside; null when there is none. */
    private String wrongInBody() {
        JsonNode schema = resolved(operation
                .path("requestBody")
                .path("content")
                .path("application/json")
                .path("schema"));
        if (request.body() == null || !schema.has("properties")) {
            return null;
        }
        JsonNode body = Json.MAPPER.readTree(request.body());
        for (var field : body.properties()) {
            JsonNode known = resolved(schema.path("properties").path(field.getKey()));
            if (known.isMissingNode() && !schema.has("additionalProperties")) {
                return "the unknown field " + field.getKey();
            }
            if (!field.getValue().isNull() && !fits(known.path("type").asString(""), field.getValue())) {
                return field.getKey() + " = " + field.getValue();
            }
        }
        return null;
    }

    /** Texts that spell a number or a truth value are taken as such. */
    private static boolean fits(String type, JsonNode value) {
        String text = value.isString() ? value.asString().strip() : null;
        return switch (type) {
            case "object" -> value.isObject();
            case "array" -> value.isArray();
            case "integer", "number" ->
                value.isNumber() || text != null && text.matches("[-+]?[0-9.]+([eE][-+]?\\d+)?");
            case "boolean" ->
                value.isBoolean()
                        || text != null && List.of("true", "false", "1", "0").contains(text.toLowerCase(Locale.ROOT));
            case "string" -> !value.isContainer();
            default -> true;
        };
    }

    private JsonNode resolved(JsonNode given) {
        JsonNode inner = given.has("allOf") ? given.get("allOf").get(0) : given;
        return inner.has("$ref") ? document.at(inner.get("$ref").asString().substring(1)) : inner;
    }
}
