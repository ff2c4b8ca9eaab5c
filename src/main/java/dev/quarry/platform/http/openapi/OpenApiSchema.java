package dev.quarry.platform.http.openapi;

import dev.quarry.platform.json.Json;
import java.util.List;
import java.util.Locale;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.models.media.Schema;
import tools.jackson.databind.JsonNode;

/**
 * A JSON schema as {@link dev.quarry.platform.json.RecordSchema} and {@link dev.quarry.platform.json.AnswerSchemas} make
 * it, in the server's model of OpenAPI.
 */
public final class OpenApiSchema {

    private OpenApiSchema() {}

    /** The schema that this JSON is; members that OpenAPI does not know become extensions. */
    public static Schema of(JsonNode json) {
        Schema schema = OASFactory.createSchema();
        json.properties().forEach(entry -> put(schema, entry.getKey(), entry.getValue()));
        if (json.path("nullable").asBoolean(false)) {
            SchemaTypes.orNull(schema, json.has("type"));
        }
        return schema;
    }

    private static void put(Schema schema, String name, JsonNode value) {
        switch (name) {
            case "$ref" -> schema.setRef(value.asString());
            case "type" ->
                SchemaTypes.set(
                        schema, Schema.SchemaType.valueOf(value.asString().toUpperCase(Locale.ROOT)));
            case "format" -> schema.setFormat(value.asString());
            case "title" -> schema.setTitle(value.asString());
            case "description" -> schema.setDescription(value.asString());
            case "nullable" -> {
                // goes with the type, see above
            }
            case "example" -> schema.setExample(plain(value));
            case "default" -> schema.setDefaultValue(plain(value));
            case "enum" ->
                schema.setEnumeration(
                        value.valueStream().map(OpenApiSchema::plain).toList());
            case "minimum" -> schema.setMinimum(value.decimalValue());
            case "maximum" -> schema.setMaximum(value.decimalValue());
            case "minLength" -> schema.setMinLength(value.asInt());
            case "maxLength" -> schema.setMaxLength(value.asInt());
            case "minItems" -> schema.setMinItems(value.asInt());
            case "maxItems" -> schema.setMaxItems(value.asInt());
            case "required" ->
                schema.setRequired(value.valueStream().map(JsonNode::asString).toList());
            case "items" -> schema.setItems(of(value));
            case "anyOf" -> schema.setAnyOf(all(value));
            case "allOf" -> schema.setAllOf(all(value));
            case "properties" ->
                value.properties().forEach(entry -> schema.addProperty(entry.getKey(), of(entry.getValue())));
            case "additionalProperties" -> {
                if (value.isBoolean()) {
                    schema.setAdditionalPropertiesBoolean(value.asBoolean());
                } else {
                    schema.setAdditionalPropertiesSchema(of(value));
                }
            }
            default -> schema.addExtension(name, plain(value));
        }
    }

    private static List<Schema> all(JsonNode list) {
        return list.valueStream().map(OpenApiSchema::of).toList();
    }

    private static Object plain(JsonNode value) {
        return Json.MAPPER.treeToValue(value, Object.class);
    }
}
