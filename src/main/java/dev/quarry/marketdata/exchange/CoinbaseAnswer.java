package dev.quarry.marketdata.exchange;

import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * Answers of Coinbase's {@code /market/products/{id}/candles}: {@code {"candles":[{"start":"…","low":"…",…}]}}, texts,
 * seconds, newest first; an error as {@code {"error":…,"message":…}}.
 */
public final class CoinbaseAnswer {

    private static final AnswerReader READER = new AnswerReader("coinbase");

    private CoinbaseAnswer() {}

    /** @throws ExchangeFaultException when it is an error or not as documented */
    public static List<Candle> parse(String answer) {
        JsonNode root = READER.tree(answer);
        if (root.has("error")) {
            throw ExchangeFaultException.refused("coinbase refuses: " + ErrorText.of(answer));
        }
        return READER.rows(
                root.path("candles"),
                answer,
                row -> READER.candle(
                        row.path("start"),
                        1000,
                        row.path("open"),
                        row.path("high"),
                        row.path("low"),
                        row.path("close"),
                        row.path("volume")));
    }
}
