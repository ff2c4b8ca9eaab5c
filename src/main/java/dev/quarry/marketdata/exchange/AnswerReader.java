package dev.quarry.marketdata.exchange;

import dev.quarry.platform.json.Json;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * Reads what the answers of exchanges have in common. Anything that is not as documented is a fault; nothing is
 * guessed.
 */
final class AnswerReader {

    private static final int SHOWN = 120;

    private final String exchange;

    AnswerReader(String exchange) {
        this.exchange = exchange;
    }

    JsonNode tree(String answer) {
        try {
            return Json.MAPPER.readTree(answer);
        } catch (JacksonException e) {
            throw ExchangeFaultException.garbled(
                    String.format(
                            Locale.ROOT, "The answer of %s is no JSON, or is cut off: %s", exchange, shown(answer)),
                    e);
        }
    }

    /** The candles of an answer's rows. */
    List<Candle> rows(JsonNode rows, String answer, Function<JsonNode, Candle> reading) {
        if (!rows.isArray()) {
            throw notAsDocumented(answer);
        }
        List<Candle> candles = new ArrayList<>(rows.size());
        for (JsonNode row : rows) {
            candles.add(reading.apply(row));
        }
        return candles;
    }

    /** The candle of a row with its columns at these places. */
    Candle columns(JsonNode row, long millisAUnit, int time, int open, int high, int low, int close, int volume) {
        return candle(
                row.path(time),
                millisAUnit,
                row.path(open),
                row.path(high),
                row.path(low),
                row.path(close),
                row.path(volume));
    }

    Candle candle(
            JsonNode time,
            long millisAUnit,
            JsonNode open,
            JsonNode high,
            JsonNode low,
            JsonNode close,
            JsonNode volume) {
        return new Candle(
                whole(time) * millisAUnit, number(open), number(high), number(low), number(close), number(volume));
    }

    ExchangeFaultException notAsDocumented(String answer) {
        return ExchangeFaultException.garbled(
                String.format(Locale.ROOT, "The answer of %s is not as documented: %s", exchange, shown(answer)), null);
    }

    private long whole(JsonNode node) {
        try {
            return new BigDecimal(text(node)).longValueExact();
        } catch (NumberFormatException | ArithmeticException e) {
            throw ExchangeFaultException.garbled(
                    String.format(
                            Locale.ROOT,
                            "The answer of %s has no time where one belongs: %s",
                            exchange,
                            shown(node.toString())),
                    e);
        }
    }

    private double number(JsonNode node) {
        try {
            return Double.parseDouble(text(node));
        } catch (NumberFormatException e) {
            throw ExchangeFaultException.garbled(
                    String.format(
                            Locale.ROOT,
                            "The answer of %s has no number where one belongs: %s",
                            exchange,
                            shown(node.toString())),
                    e);
        }
    }

    private static String text(JsonNode node) {
        if (node.isString()) {
            return node.stringValue().strip();
        }
        if (node.isNumber()) {
            return node.asString();
        }
        throw new NumberFormatException("neither a number nor a text");
    }

    /** The beginning of a text from outside, safe to be shown in a message. */
    static String shown(String text) {
        String line = text.strip().replaceAll("[\\p{Cntrl}\\s]+", " ");
        return line.isEmpty() ? "nothing" : line.length() > SHOWN ? line.substring(0, SHOWN) + "…" : line;
    }
}
