package dev.quarry.platform.http;

import dev.quarry.platform.json.Json;
import dev.quarry.platform.json.StorableText;
import dev.quarry.platform.problem.InvalidInputException;
import dev.quarry.platform.problem.Problem;
import dev.quarry.platform.problem.ProblemException;
import dev.quarry.platform.problem.Violation;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.ext.MessageBodyReader;
import jakarta.ws.rs.ext.MessageBodyWriter;
import jakarta.ws.rs.ext.Provider;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.databind.JsonNode;

/**
 * Request bodies as {@link JsonNode}, answers from records: both through the one mapper. It is declared for records,
 * the more specific type, so that it takes precedence over the server's own JSON writer for any object.
 */
@Provider
@Consumes(MediaType.APPLICATION_JSON)
@Produces({MediaType.APPLICATION_JSON, Problem.MEDIA_TYPE})
public class JsonBody implements MessageBodyReader<JsonNode>, MessageBodyWriter<Record> {

    /** The most bytes of a body: a job's payload is parameters, not data; files have their own route. */
    private static final int MAX_BYTES = 4 * 1024 * 1024;

    /** The parts of the parser's messages that are about its own settings. */
    private static final Pattern PARSER_SETTINGS = Pattern.compile(
            ", from `[^`]*`|: enable `.*| \\(start marker at .*| \\(bound as .*|: not allowed as per .*| ?\\(?`JsonToken\\.[A-Z_]*`\\)?");

    @Override
    public boolean isReadable(Class<?> type, Type generic, Annotation[] annotations, MediaType mediaType) {
        return type == JsonNode.class;
    }

    /** The body; null when there is none. */
    @Override
    public JsonNode readFrom(
            Class<JsonNode> type,
            Type generic,
            Annotation[] annotations,
            MediaType mediaType,
            MultivaluedMap<String, String> headers,
            InputStream body)
            throws IOException {
        return parse(bytes(body));
    }

    /** The whole body, where it is not too large: a {@link ProblemException} else. */
    public static byte[] bytes(InputStream body) throws IOException {
        byte[] bytes = body.readNBytes(MAX_BYTES + 1);
        if (bytes.length > MAX_BYTES) {
            throw new ProblemException(413, "Too large", "the body is larger than " + MAX_BYTES + " bytes");
        }
        return bytes;
    }

    /** Bytes as JSON that can be stored; null where there is nothing, a {@link ProblemException} where it is something else. */
    public static JsonNode parse(byte[] bytes) {
        if (new String(bytes, StandardCharsets.UTF_8).isBlank()) {
            return null;
        }
        try {
            JsonNode json = Json.MAPPER.readTree(bytes);
            List<Violation> violations = new ArrayList<>();
            refuseUnstorable(json, "", violations);
            InvalidInputException.throwIfAny(violations);
            return json;
        } catch (JacksonException e) {
            throw malformed(e);
        }
    }

    /** A 400 in the parser's words, for bodies that are read elsewhere. */
    public static ProblemException malformed(JacksonException e) {
        return ProblemException.badRequest("the body is not valid JSON: " + reason(e));
    }

    private static void refuseUnstorable(JsonNode json, String path, List<Violation> violations) {
        if (json.isString()) {
            StorableText.fault(json.asString()).ifPresent(fault -> violations.add(new Violation(path, fault)));
        } else if (json.isArray()) {
            for (int i = 0; i < json.size(); i++) {
                refuseUnstorable(json.get(i), path + "[" + i + "]", violations);
            }
        } else if (json.isObject()) {
            for (String name : json.propertyNames()) {
                String printable = StorableText.printable(name);
                String field = path.isEmpty() ? printable : path + "." + printable;
                StorableText.fault(name).ifPresent(fault -> violations.add(new Violation(field, fault)));
                refuseUnstorable(json.get(name), field, violations);
            }
        }
    }

    /** The parser's sentence without the names of its settings, and with where it stopped. */
    private static String reason(JacksonException e) {
        String sentence = PARSER_SETTINGS.matcher(e.getOriginalMessage()).replaceAll("");
        TokenStreamLocation at = e.getLocation();
        return at == null || at.getLineNr() < 1
                ? sentence
                : String.format(Locale.ROOT, "%s (line %d, column %d)", sentence, at.getLineNr(), at.getColumnNr());
    }

    @Override
    public boolean isWriteable(Class<?> type, Type generic, Annotation[] annotations, MediaType mediaType) {
        return type.isRecord();
    }

    @Override
    public void writeTo(
            Record value,
            Class<?> type,
            Type generic,
            Annotation[] annotations,
            MediaType mediaType,
            MultivaluedMap<String, Object> headers,
            OutputStream body)
            throws IOException {
        body.write(Json.MAPPER.writeValueAsBytes(value));
    }
}
