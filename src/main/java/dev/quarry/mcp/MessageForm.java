package dev.quarry.mcp;

import dev.quarry.platform.problem.InvalidInputException;
import tools.jackson.databind.JsonNode;

/** What the SDK takes for granted of a message, and would answer with nothing. */
final class MessageForm {

    private MessageForm() {}

    /** @throws InvalidInputException naming the member that has the wrong form */
    static void check(JsonNode message) {
        JsonNode params = message.path("params");
        switch (message.path("method").asString("")) {
            case "tools/call" -> {
                text(params, "name");
                JsonNode arguments = params.path("arguments");
                if (!arguments.isMissingNode() && !arguments.isNull() && !arguments.isObject()) {
                    throw new InvalidInputException("params.arguments", "must be an object; was " + shown(arguments));
                }
            }
            case "resources/read" -> text(params, "uri");
            default -> {
                // Answered by the SDK.
            }
        }
    }

    private static void text(JsonNode params, String member) {
        if (!params.path(member).isString()) {
            throw new InvalidInputException(
                    "params." + member, "is required, and must be a text; was " + shown(params.path(member)));
        }
    }

    private static String shown(JsonNode value) {
        String text = value.isMissingNode() ? "absent" : value.toString();
        return text.length() > 100 ? text.substring(0, 100) + "…" : text;
    }
}
