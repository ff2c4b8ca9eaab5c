package dev.quarry.strategies;

import dev.quarry.catalog.StrategyCatalog;
import dev.quarry.platform.json.Described;
import dev.quarry.platform.json.Example;
import java.util.Map;

/**
 * What a check looks at: the body of a back-test, and perhaps a grid.
 *
 * @param strategy see {@link StrategyCatalog#find}
 * @param params as a back-test has them; the market may be left out
 * @param grid the name of a grid of the strategy
 * @param paramGrid values by parameter; this or {@code grid}
 */
@Example("""
        {"strategy": {"name": "mine", "parameters": {"n": {"type": "integer", "default": 20, "minimum": 2, "maximum": 500}},
                      "long": {"enter": "crosses_above(close, ema(close, n))", "exit": "close < ema(close, n)"}},
         "params": {"exchange": "sample", "symbol": "BTC/USD", "timeframe": "30m",
                    "start_ts": "2014-01-01T00:00:00Z", "end_ts": "2014-07-15T19:30:00Z", "n": 40},
         "param_grid": {"n": [20, 40, 80]}}""")
public record CheckRequest(
        @Described(StrategyCatalog.ABOUT) Object strategy,

        @Described("As a back-test has them; without a market only the definition and the values are looked at")
        Map<String, Object> params,

        @Described("The name of a grid of the strategy; this or param_grid")
        String grid,

        @Described("The values to try, a list for each parameter")
        Map<String, Object> paramGrid) {

    public CheckRequest {
        params = params == null ? Map.of() : params;
    }
}
