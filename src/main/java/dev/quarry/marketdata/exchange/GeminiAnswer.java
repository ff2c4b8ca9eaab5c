package dev.quarry.marketdata.exchange;

import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * Answers of Gemini's {@code /v2/candles/}: {@code [[time,open,high,low,close,volume],…]}, numbers, milliseconds, newest
 * first; an error as {@code {"result":"error","reason":…,"message":…}}.
 */
public final class GeminiAnswer {

    private static final AnswerReader READER = new AnswerReader("gemini");

    private GeminiAnswer() {}

    /** @throws ExchangeFaultException when it is an error or not as documented */
    public static List<Candle> parse(String answer) {
        JsonNode root = READER.tree(answer);
        if (root.path("result").asString("").equals("error")) {
            String message = "gemini refuses: " + ErrorText.of(answer);
            throw switch (root.path("reason").asString("")) {
                case "RateLimit", "RateLimited" -> ExchangeFaultException.limited(message, null);
                case "Maintenance", "System" -> ExchangeFaultException.unavailable(message, null, null);
                default -> ExchangeFaultException.refused(message);
            };
        }
        return READER.rows(root, answer, row -> READER.columns(row, 1, 0, 1, 2, 3, 4, 5));
    }
}
