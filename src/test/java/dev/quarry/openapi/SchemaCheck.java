package dev.quarry.openapi;

import dev.quarry.platform.json.Json;
import java.io.IOException;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** Holds JSON against the schemas of an OpenAPI document: as much of them as the document uses for answers. */
public final class SchemaCheck {

    private final JsonNode document;
    private final List<String> faults = new ArrayList<>();

    private SchemaCheck(JsonNode document) {
        this.document = document;
    }

    /** What the committed contract does not allow of a result, by its component's name. */
    public static List<String> faults(String component, JsonNode value) throws IOException {
        JsonNode document = Json.MAPPER.readTree(OpenApiContractTest.COMMITTED);
        return faults(document, document.at("/components/schemas").required(component), value);
    }

    /** The fields that the committed contract knows of a component. */
    public static Collection<String> fields(String component) throws IOException {
        JsonNode document = Json.MAPPER.readTree(OpenApiContractTest.COMMITTED);
        return document.at("/components/schemas")
                .required(component)
                .required("properties")
                .propertyNames();
    }

    /** What the schema does not allow, each with its place; empty when all is well. */
    static List<String> faults(JsonNode document, JsonNode schema, JsonNode value) {
        SchemaCheck check = new SchemaCheck(document);
        check.check("", schema, value);
        return check.faults;
    }

    private void check(String place, JsonNode given, JsonNode value) {
        JsonNode schema = resolved(given);
        if (value.isNull()) {
            if (schema.has("type") && !given.path("nullable").asBoolean(false)) {
                faults.add(place + " is null");
            }
            return;
        }
        switch (schema.path("type").asString("")) {
            case "object" -> object(place, schema, value);
            case "array" -> {
                require(place, value.isArray(), "no array", value);
                for (int i = 0; i < value.size(); i++) {
                    check(place + "[" + i + "]", schema.get("items"), value.get(i));
                }
            }
            case "string" -> text(place, schema, value);
            case "integer" -> require(place, value.isIntegralNumber(), "no integer", value);
            case "number" -> require(place, value.isNumber(), "no number", value);
            case "boolean" -> require(place, value.isBoolean(), "no boolean", value);
            default -> {
                // Anything will do.
            }
        }
    }

    private void object(String place, JsonNode schema, JsonNode value) {
        require(place, value.isObject(), "no object", value);
        for (JsonNode name : schema.path("required")) {
            require(place, value.has(name.asString()), "without " + name.asString(), value);
        }
        JsonNode properties = schema.path("properties");
        value.properties().forEach(field -> {
            JsonNode known = properties.path(field.getKey());
            JsonNode others = schema.path("additionalProperties");
            if (!known.isMissingNode()) {
                check(place + "." + field.getKey(), known, field.getValue());
            } else if (others.isObject()) {
                check(place + "." + field.getKey(), others, field.getValue());
            } else if (!others.asBoolean(false)) {
                faults.add(place + "." + field.getKey() + " is unknown");
            }
        });
    }

    private void text(String place, JsonNode schema, JsonNode value) {
        require(place, value.isString(), "no text", value);
        if (schema.has("enum")) {
            require(place, schema.get("enum").valueStream().anyMatch(value::equals), "none of the enum", value);
        }
        if (schema.path("format").asString("").equals("date-time")) {
            try {
                OffsetDateTime.parse(value.asString());
            } catch (DateTimeParseException e) {
                faults.add(place + " is no time: " + value);
            }
        }
    }

    private JsonNode resolved(JsonNode schema) {
        JsonNode inner = schema.has("allOf") ? schema.get("allOf").get(0) : schema;
        return inner.has("$ref") ? document.at(inner.get("$ref").asString().substring(1)) : inner;
    }

    private void require(String place, boolean holds, String fault, JsonNode value) {
        if (!holds) {
            faults.add(place + " is " + fault + ": " + value);
        }
    }
}
