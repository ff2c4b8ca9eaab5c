package dev.quarry.marketdata.http;

import dev.quarry.marketdata.push.PushedBars;
import dev.quarry.platform.json.Described;
import dev.quarry.platform.json.Example;
import jakarta.validation.constraints.Size;
import java.util.List;

/** The body of a push of bars, for OpenAPI; {@link CandlePushReader} reads it as a stream. */
@Example("""
        {"exchange": "mine", "symbol": "BTC/USD", "timeframe": "1h",
         "bars": [[1704067200000, 42283.6, 42554.6, 42261.0, 42475.2, 1271.7],
                  ["2024-01-01T01:00:00Z", 42475.2, 42775.0, 42431.7, 42613.6, 1196.4]]}""")
record CandlePushBody(
        @Described(value = "A label of yours or an exchange, under which the bars are kept", required = true)
        String exchange,

        @Described(value = "The market, such as BTC/USD", required = true)
        String symbol,

        @Described(value = "The length of a bar, such as 30m or 1h", required = true)
        String timeframe,

        @Described(value = "What a bar without a volume is stored with; refused when absent", oneOf = "zero")
        String missingVolume,

        @Described(
                value =
                        "The bars, finished ones: [time, open, high, low, close, volume], or objects with ts_ms (milliseconds"
                                + " since 1970) or ts (ISO-8601), open, high, low, close and volume; times are opens, UTC",
                required = true)
        @Size(min = 1, max = PushedBars.MAX) List<Object> bars) {}
