package dev.quarry.marketdata.exchange;

import dev.quarry.marketdata.exchange.ExchangeDefinition.Columns;
import dev.quarry.marketdata.exchange.ExchangeDefinition.Refusals;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** Answers of an exchange that a file describes. */
public final class ConfiguredAnswer {

    private static final long MILLIS_A_SECOND = 1000;

    private final String exchange;
    private final ExchangeDefinition definition;
    private final AnswerReader reader;

    /** @param exchange its name, for messages */
    public ConfiguredAnswer(String exchange, ExchangeDefinition definition) {
        this.exchange = exchange;
        this.definition = definition;
        this.reader = new AnswerReader(exchange);
    }

    /** @throws ExchangeFaultException when it is an error or not as the file says */
    public List<Candle> parse(String answer) {
        JsonNode root = reader.tree(answer);
        refuse(root, answer);
        Columns columns = definition.columns();
        long unit = definition.timeUnit().equals("s") ? MILLIS_A_SECOND : 1;
        return reader.rows(
                at(root, definition.rows()),
                answer,
                row -> reader.candle(
                        at(row, columns.time()),
                        unit,
                        at(row, columns.open()),
                        at(row, columns.high()),
                        at(row, columns.low()),
                        at(row, columns.close()),
                        at(row, columns.volume())));
    }

    private void refuse(JsonNode root, String answer) {
        Refusals refusals = definition.refusals();
        JsonNode code = refusals.code() == null ? root.path("") : at(root, refusals.code());
        if (code.isMissingNode() || code.isNull() || refusals.ok().contains(code.asString(""))) {
            return;
        }
        String text = code.asString("");
        String words = refusals.message() == null
                ? ErrorText.of(answer)
                : AnswerReader.shown(at(root, refusals.message()).asString(""));
        String message = exchange + " refuses: " + words + " (" + AnswerReader.shown(text) + ")";
        if (refusals.limited().contains(text)) {
            throw ExchangeFaultException.limited(message, null);
        }
        throw refusals.temporary().contains(text)
                ? ExchangeFaultException.unavailable(message, null, null)
                : ExchangeFaultException.refused(message);
    }

    /** The value at a path; a number is an index into a list. */
    private static JsonNode at(JsonNode node, String path) {
        if (path == null || path.isEmpty()) {
            return node;
        }
        JsonNode found = node;
        for (String step : path.split("\\.")) {
            found = found.isArray() && step.matches("[0-9]{1,4}")
                    ? found.path(Integer.parseInt(step))
                    : found.path(step);
        }
        return found;
    }
}
