package dev.quarry.marketdata.exchange;

import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/**
 * Answers of Kraken's {@code /0/public/OHLC}:
 * {@code {"error":[],"result":{"XXBTZUSD":[[time,"open","high","low","close", "vwap","volume",count],…],"last":…}}},
 * seconds. Errors come with status 200 as codes: {@code EService:…} is temporary, {@code …:Too many requests} and
 * {@code …:Rate limit exceeded} request a pause, the rest are refusals.
 */
public final class KrakenAnswer {

    private static final AnswerReader READER = new AnswerReader("kraken");

    private KrakenAnswer() {}

    /** @throws ExchangeFaultException when it is an error or not as documented */
    public static List<Candle> parse(String answer) {
        JsonNode root = READER.tree(answer);
        JsonNode errors = root.path("error");
        if (errors.isArray() && !errors.isEmpty()) {
            throw fault(errors.get(0).asString(""));
        }
        List<JsonNode> markets = root.path("result").properties().stream()
                .filter(field -> !field.getKey().equals("last"))
                .map(Map.Entry::getValue)
                .toList();
        if (markets.size() != 1) {
            throw READER.notAsDocumented(answer);
        }
        return READER.rows(markets.get(0), answer, row -> READER.columns(row, 1000, 0, 1, 2, 3, 4, 6));
    }

    private static ExchangeFaultException fault(String code) {
        String message = "kraken answers " + AnswerReader.shown(code);
        if (code.contains("Too many requests") || code.contains("Rate limit") || code.contains("lockout")) {
            return ExchangeFaultException.limited(message, null);
        }
        return code.startsWith("EService") || code.startsWith("EGeneral:Internal")
                ? ExchangeFaultException.unavailable(message, null, null)
                : ExchangeFaultException.refused(message);
    }
}
