package dev.quarry.marketdata.exchange;

import dev.quarry.platform.json.Json;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** What an exchange says about an error, in one line. */
public final class ErrorText {

    private static final List<String> FIELDS = List.of("message", "msg", "reason", "error_details", "error", "errors");

    private ErrorText() {}

    /** The first field of the answer that explains it, or the beginning of the answer. */
    public static String of(String answer) {
        try {
            JsonNode root = Json.MAPPER.readTree(answer);
            for (String field : FIELDS) {
                JsonNode value = root.path(field);
                if (!value.isMissingNode() && !value.isNull() && !value.isEmpty() || value.isString()) {
                    return AnswerReader.shown(value.isString() ? value.stringValue() : value.toString());
                }
            }
        } catch (JacksonException e) {
            // A page of HTML, say: its beginning has to do.
        }
        return AnswerReader.shown(answer);
    }
}
