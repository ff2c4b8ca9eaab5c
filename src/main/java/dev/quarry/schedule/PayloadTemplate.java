package dev.quarry.schedule;

import dev.quarry.platform.json.Timestamps;
import dev.quarry.platform.problem.InvalidInputException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.Period;
import java.time.format.DateTimeFormatter;
import java.time.temporal.TemporalAmount;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/**
 * Fills in a payload whose texts may be <code>{{fire_time}}</code>, <code>{{fire_time - P2D}}</code> or
 * <code>{{fire_time + PT1H}}</code>: the time for which a schedule fires, ISO-8601 UTC, less or plus an ISO-8601
 * duration. So a schedule can ingest the last two days whenever it fires.
 */
public final class PayloadTemplate {

    private static final Pattern TIME = Pattern.compile("\\{\\{\\s*fire_time\\s*(?:([+-])\\s*(P[0-9A-Z.]+)\\s*)?}}");

    private PayloadTemplate() {}

    /**
     * The payload for one fire.
     *
     * @throws InvalidInputException when a text begins with two braces and is none of the three, or gives a time that
     *     is not {@link Timestamps#isHeld valid}
     */
    public static JsonNode fill(JsonNode template, OffsetDateTime fireTime) {
        return fill(template, "payload", fireTime);
    }

    private static JsonNode fill(JsonNode node, String path, OffsetDateTime fireTime) {
        if (node instanceof ObjectNode object) {
            ObjectNode filled = object.objectNode();
            object.properties()
                    .forEach(entry ->
                            filled.set(entry.getKey(), fill(entry.getValue(), path + "." + entry.getKey(), fireTime)));
            return filled;
        }
        if (node instanceof ArrayNode array) {
            ArrayNode filled = array.arrayNode();
            for (int i = 0; i < array.size(); i++) {
                filled.add(fill(array.get(i), path + "[" + i + "]", fireTime));
            }
            return filled;
        }
        return node.isString() && node.stringValue().startsWith("{{")
                ? StringNode.valueOf(time(node.stringValue(), path, fireTime))
                : node;
    }

    private static String time(String text, String path, OffsetDateTime fireTime) {
        Matcher matcher = TIME.matcher(text);
        if (!matcher.matches()) {
            throw new InvalidInputException(path, "must be {{fire_time}} or such as {{fire_time - P2D}}");
        }
        OffsetDateTime time = fireTime;
        if (matcher.group(1) != null) {
            TemporalAmount amount = amount(matcher.group(2), path);
            time = moved(fireTime, amount, matcher.group(1).equals("-"))
                    .filter(Timestamps::isHeld)
                    .orElseThrow(() -> new InvalidInputException(
                            path, text + " is outside the years 1 to 9999 when it fires at " + fireTime));
        }
        return DateTimeFormatter.ISO_INSTANT.format(time);
    }

    private static Optional<OffsetDateTime> moved(OffsetDateTime time, TemporalAmount amount, boolean back) {
        try {
            return Optional.of(back ? time.minus(amount) : time.plus(amount));
        } catch (DateTimeException | ArithmeticException e) {
            return Optional.empty();
        }
    }

    private static TemporalAmount amount(String text, String path) {
        try {
            return text.contains("T") ? Duration.parse(text) : Period.parse(text);
        } catch (DateTimeException | ArithmeticException e) {
            throw new InvalidInputException(path, text + " is no ISO-8601 duration such as P2D or PT6H");
        }
    }
}
