package dev.quarry.job.store.read;

import dev.quarry.job.JobMarket;
import dev.quarry.platform.json.Json;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * Reads the market that a payload names, from its beginning only: a list of jobs must not cost what their grids weigh. The
 * fields are those that all types of jobs name alike.
 */
final class PayloadMarket {

    private static final Set<String> FIELDS = Set.of("exchange", "symbol", "timeframe");
    private static final int MOST_CHARACTERS = 100;

    private PayloadMarket() {}

    /** The market; null when there is none. @param begin a payload, perhaps cut off */
    static JobMarket read(String begin) {
        Map<String, String> found = new HashMap<>();
        try (JsonParser json = Json.MAPPER.createParser(begin)) {
            if (json.nextToken() == JsonToken.START_OBJECT) {
                while (found.size() < FIELDS.size() && json.nextToken() == JsonToken.PROPERTY_NAME) {
                    String name = json.currentName();
                    JsonToken value = json.nextToken();
                    if (value == JsonToken.VALUE_STRING && FIELDS.contains(name)) {
                        found.put(name, cut(json.getString()));
                    } else {
                        json.skipChildren();
                    }
                }
            }
        } catch (JacksonException e) {
            // The payload goes on behind what was read; what was found until there counts.
        }
        return found.containsKey("symbol")
                ? new JobMarket(found.get("exchange"), found.get("symbol"), found.get("timeframe"))
                : null;
    }

    private static String cut(String text) {
        return text.length() > MOST_CHARACTERS ? text.substring(0, MOST_CHARACTERS) : text;
    }
}
