package dev.quarry.marketdata.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.quarry.marketdata.exchange.ExchangeFaultException.Kind;
import dev.quarry.platform.json.Json;
import dev.quarry.platform.json.PayloadReaders;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Answers in the form that each exchange documents, and what may come in their place. */
class ExchangeAnswersTest {

    private static final ConfiguredAnswer BINANCE = shipped("binance");
    private static final ConfiguredAnswer BYBIT = shipped("bybit");

    private static final List<Function<String, List<Candle>>> PARSERS = List.of(
            BitstampAnswer::parse,
            CoinbaseAnswer::parse,
            KrakenAnswer::parse,
            GeminiAnswer::parse,
            BINANCE::parse,
            BYBIT::parse);

    @Test
    void bitstamp_writes_texts_in_an_object_for_each_bar() {
        assertThat(BitstampAnswer.parse("""
                {"data": {"ohlc": [
                    {"close": "16513.2", "high": "16540.0", "low": "16500.1", "open": "16520", "timestamp": "1672531200",
                     "volume": "12.50000000"},
                    {"close": "16530.0", "high": "16531.0", "low": "16510.0", "open": "16513", "timestamp": "1672533000",
                     "volume": "0.00000000"}],
                  "pair": "BTC/USD"}}
                """))
                .containsExactly(
                        new Candle(1672531200000L, 16520, 16540, 16500.1, 16513.2, 12.5),
                        new Candle(1672533000000L, 16513, 16531, 16510, 16530, 0));
    }

    @Test
    void coinbase_writes_texts_newest_first() {
        assertThat(CoinbaseAnswer.parse("""
                {"candles": [
                    {"start": "1639508100", "low": "140.1", "high": "141.5", "open": "140.2", "close": "141", "volume": "7"},
                    {"start": "1639508050", "low": "139", "high": "140.5", "open": "139.5", "close": "140.2", "volume": "5.25"}
                ]}
                """))
                .containsExactly(
                        new Candle(1639508100000L, 140.2, 141.5, 140.1, 141, 7),
                        new Candle(1639508050000L, 139.5, 140.5, 139, 140.2, 5.25));
    }

    @Test
    void kraken_has_the_average_price_before_the_volume() {
        assertThat(KrakenAnswer.parse("""
                {"error": [], "result": {
                    "XXBTZUSD": [[1688671200, "30306.1", "30306.2", "30305.7", "30305.8", "30306.1", "3.39243896", 23]],
                    "last": 1688672160}}
                """))
                .containsExactly(new Candle(1688671200000L, 30306.1, 30306.2, 30305.7, 30305.8, 3.39243896));
    }

    @Test
    void gemini_writes_numbers_in_milliseconds() {
        assertThat(GeminiAnswer.parse("""
                [[1559755800000, 7781.6, 7820.23, 7776.56, 7819.39, 34.7624802159],
                 [1559755500000, 7781.6, 7829.46, 7776.56, 7817.28, 43.4228281059]]
                """))
                .containsExactly(
                        new Candle(1559755800000L, 7781.6, 7820.23, 7776.56, 7819.39, 34.7624802159),
                        new Candle(1559755500000L, 7781.6, 7829.46, 7776.56, 7817.28, 43.4228281059));
    }

    @Test
    void binance_has_twelve_columns_of_which_six_count() {
        assertThat(BINANCE.parse("""
                [[1499040000000, "0.01634790", "0.80000000", "0.01575800", "0.01577100", "148976.11427815",
                  1499644799999, "2434.19055334", 308, "1756.87402397", "28.46694368", "0"]]
                """))
                .containsExactly(new Candle(1499040000000L, 0.0163479, 0.8, 0.015758, 0.015771, 148976.11427815));
    }

    @Test
    void bybit_writes_texts_newest_first_inside_a_result() {
        assertThat(BYBIT.parse("""
                {"retCode": 0, "retMsg": "OK", "result": {"symbol": "BTCUSDT", "category": "spot", "list": [
                    ["1670608800000", "17071", "17073", "17027", "17055.5", "268.611", "4574462.667"],
                    ["1670605200000", "17071.5", "17071.5", "17061", "17071", "41.77", "712746.31"]]},
                 "retExtInfo": {}, "time": 1672025956592}
                """))
                .containsExactly(
                        new Candle(1670608800000L, 17071, 17073, 17027, 17055.5, 268.611),
                        new Candle(1670605200000L, 17071.5, 17071.5, 17061, 17071, 41.77));
    }

    @Test
    void a_market_without_trades_is_an_empty_answer_and_no_fault() {
        assertThat(BitstampAnswer.parse("{\"data\":{\"ohlc\":[],\"pair\":\"BTC/USD\"}}"))
                .isEmpty();
        assertThat(CoinbaseAnswer.parse("{\"candles\":[]}")).isEmpty();
        assertThat(KrakenAnswer.parse("{\"error\":[],\"result\":{\"XXBTZUSD\":[],\"last\":0}}"))
                .isEmpty();
        assertThat(GeminiAnswer.parse("[]")).isEmpty();
        assertThat(BINANCE.parse("[]")).isEmpty();
        assertThat(BYBIT.parse("{\"retCode\":0,\"retMsg\":\"OK\",\"result\":{\"list\":[]}}"))
                .isEmpty();
    }

    @Test
    void an_error_inside_an_answer_with_status_200_is_an_error() {
        expect(
                Kind.REFUSED,
                "Unknown asset pair",
                () -> KrakenAnswer.parse("{\"error\":[\"EQuery:Unknown asset pair\"]}"));
        expect(
                Kind.REFUSED,
                "Invalid limit",
                () -> BitstampAnswer.parse("{\"status\":\"error\",\"reason\":\"Invalid limit\",\"code\":\"API0017\"}"));
        expect(Kind.REFUSED, "Invalid symbol.", () -> BINANCE.parse("{\"code\":-1121,\"msg\":\"Invalid symbol.\"}"));
        expect(
                Kind.REFUSED,
                "valid product_id",
                () -> CoinbaseAnswer.parse("{\"error\":\"NOT_FOUND\",\"message\":\"valid product_id is required\"}"));
        expect(
                Kind.REFUSED,
                "Supplied value",
                () -> GeminiAnswer.parse(
                        "{\"result\":\"error\",\"reason\":\"InvalidSymbol\",\"message\":\"Supplied value is bad\"}"));
    }

    @Test
    void errors_of_bybit_are_recognised_by_their_codes() {
        expect(
                Kind.REFUSED,
                "bybit refuses: Not supported symbols (10001)",
                () -> BYBIT.parse("{\"retCode\":10001,\"retMsg\":\"Not supported symbols\",\"result\":{}}"));
        expect(
                Kind.LIMITED,
                "Too many visits!",
                () -> BYBIT.parse("{\"retCode\":10006,\"retMsg\":\"Too many visits!\"}"));
        expect(
                Kind.UNAVAILABLE,
                "Server Timeout",
                () -> BYBIT.parse("{\"retCode\":10000,\"retMsg\":\"Server Timeout\"}"));
    }

    @Test
    void errors_that_pass_are_distinguished_from_those_that_stay() {
        expect(Kind.LIMITED, "Too many", () -> KrakenAnswer.parse("{\"error\":[\"EGeneral:Too many requests\"]}"));
        expect(Kind.UNAVAILABLE, "Busy", () -> KrakenAnswer.parse("{\"error\":[\"EService:Busy\"]}"));
        expect(Kind.LIMITED, "weight", () -> BINANCE.parse("{\"code\":-1003,\"msg\":\"Too much weight used\"}"));
        expect(
                Kind.LIMITED,
                "slow down",
                () -> GeminiAnswer.parse("{\"result\":\"error\",\"reason\":\"RateLimit\",\"message\":\"slow down\"}"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "<html>Bad gateway</html>", "[[1559755800000, 7781.6", "{\"data\":{\"ohlc\":[{", "null", "17"
            })
    void what_is_cut_off_or_no_candles_at_all_is_a_fault_that_may_pass(String answer) {
        for (Function<String, List<Candle>> parser : PARSERS) {
            expect(Kind.UNAVAILABLE, "answer of", () -> parser.apply(answer));
        }
    }

    @Test
    void a_row_with_too_few_columns_or_words_for_numbers_is_a_fault_that_may_pass() {
        expect(Kind.UNAVAILABLE, "no number", () -> GeminiAnswer.parse("[[1559755800000, 7781.6, 7820.23]]"));
        expect(Kind.UNAVAILABLE, "no time", () -> BINANCE.parse("[[\"noon\", \"1\", \"1\", \"1\", \"1\", \"1\"]]"));
        expect(Kind.UNAVAILABLE, "no time", () -> BINANCE.parse("[17]"));
        expect(
                Kind.UNAVAILABLE,
                "no number",
                () -> CoinbaseAnswer.parse(
                        "{\"candles\":[{\"start\":\"1\",\"low\":null,\"high\":\"1\",\"open\":\"1\",\"close\":\"1\"}]}"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"BTCUSD", "BTC-USD", "BTC/USD/EUR", "/USD", "../admin", "BTC/US D", "BTC/USD?x=1"})
    void a_symbol_that_is_not_two_names_with_a_slash_never_reaches_an_exchange(String symbol) {
        assertThat(Market.of(symbol)).isEmpty();
    }

    @Test
    void a_symbol_is_read_in_any_case() {
        assertThat(Market.of(" btc/Usd ")).contains(new Market("BTC", "USD"));
    }

    private static void expect(Kind kind, String part, org.assertj.core.api.ThrowableAssert.ThrowingCallable parsing) {
        assertThatExceptionOfType(ExchangeFaultException.class)
                .isThrownBy(parsing)
                .withMessageContaining(part)
                .satisfies(fault -> assertThat(fault.kind()).isEqualTo(kind));
    }

    private static ConfiguredAnswer shipped(String name) {
        try (InputStream file = ExchangeAnswersTest.class.getResourceAsStream("/exchanges/" + name + ".json")) {
            return new ConfiguredAnswer(
                    name, PayloadReaders.reader().read(Json.MAPPER.readTree(file), ExchangeDefinition.class));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
