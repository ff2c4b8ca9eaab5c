package dev.quarry.marketdata.exchange;

import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * Answers of Binance's {@code /api/v3/klines}: {@code [[openTime,"open","high","low","close","volume",closeTime,…],…]},
 * milliseconds, oldest first; an error as {@code {"code":-1121,"msg":"Invalid symbol."}}.
 */
public final class BinanceAnswer {

    private static final int TOO_MANY_REQUESTS = -1003;
    private static final int DISCONNECTED = -1001;
    private static final int TIMEOUT = -1007;
    private static final int OVERLOADED = -1008;

    private static final AnswerReader READER = new AnswerReader("binanceus");

    private BinanceAnswer() {}

    /** @throws ExchangeFaultException when it is an error or not as documented */
    public static List<Candle> parse(String answer) {
        JsonNode root = READER.tree(answer);
        if (root.has("code")) {
            String message = "binanceus refuses: " + ErrorText.of(answer);
            throw switch (root.path("code").asInt(0)) {
                case TOO_MANY_REQUESTS -> ExchangeFaultException.limited(message, null);
                case DISCONNECTED, TIMEOUT, OVERLOADED -> ExchangeFaultException.unavailable(message, null, null);
                default -> ExchangeFaultException.refused(message);
            };
        }
        return READER.rows(root, answer, row -> READER.columns(row, 1, 0, 1, 2, 3, 4, 5));
    }
}
