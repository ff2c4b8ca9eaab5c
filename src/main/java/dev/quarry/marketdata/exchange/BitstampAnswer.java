package dev.quarry.marketdata.exchange;

import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * Answers of Bitstamp's {@code /api/v2/ohlc/}: {@code {"data":{"pair":…,"ohlc":[{"timestamp":"…","open":"…",…}]}}}, texts,
 * seconds; an error as {@code {"status":"error","reason":…,"code":…}}, also with status 200.
 */
public final class BitstampAnswer {

    private static final AnswerReader READER = new AnswerReader("bitstamp");

    private BitstampAnswer() {}

    /** @throws ExchangeFaultException when it is an error or not as documented */
    public static List<Candle> parse(String answer) {
        JsonNode root = READER.tree(answer);
        if (root.path("status").asString("").equals("error") || root.has("error") || root.has("errors")) {
            throw ExchangeFaultException.refused("bitstamp refuses: " + ErrorText.of(answer));
        }
        return READER.rows(
                root.path("data").path("ohlc"),
                answer,
                row -> READER.candle(
                        row.path("timestamp"),
                        1000,
                        row.path("open"),
                        row.path("high"),
                        row.path("low"),
                        row.path("close"),
                        row.path("volume")));
    }
}
