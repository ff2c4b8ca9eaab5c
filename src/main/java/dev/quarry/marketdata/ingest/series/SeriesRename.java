package dev.quarry.marketdata.ingest.series;

import dev.quarry.marketdata.Series;
import dev.quarry.marketdata.ingest.IngestionRequest;
import dev.quarry.marketdata.ingest.SampleSource;
import dev.quarry.platform.json.Alternatives;
import dev.quarry.platform.json.Described;
import dev.quarry.platform.json.Example;
import dev.quarry.platform.problem.Checked;
import dev.quarry.platform.problem.Violation;
import jakarta.validation.constraints.NotBlank;
import java.util.ArrayList;
import java.util.List;

/**
 * A request to rename a series.
 *
 * @param newExchange null: unchanged
 * @param newSymbol null: unchanged
 */
@Alternatives({"new_exchange", "new_symbol"})
@Example("""
        {"exchange": "file", "symbol": "BTCUSD", "timeframe": "1h", "new_symbol": "BTC/USD"}""")
public record SeriesRename(
        @Described("Under which the bars are kept now") @NotBlank(message = "is required") String exchange,

        @Described("The market as it is called now") @NotBlank(message = "is required") String symbol,

        @Described(value = "The length of a bar", oneOf = IngestionRequest.TIMEFRAMES)
        @NotBlank(message = "is required") String timeframe,

        @Described("Under which the bars are to be kept; the same when absent")
        String newExchange,

        @Described("What the market is to be called; the same when absent")
        String newSymbol)
        implements Checked {

    @Override
    public List<Violation> violations() {
        if (newExchange == null && newSymbol == null) {
            return List.of(new Violation("new_symbol", "or new_exchange is required"));
        }
        List<Violation> violations = new ArrayList<>(named(exchange, symbol).violations());
        if (violations.isEmpty()) {
            named(newExchange == null ? exchange : newExchange, newSymbol == null ? symbol : newSymbol)
                    .violations()
                    .forEach(fault -> violations.add(new Violation("new_" + fault.field(), fault.reason())));
            if (newExchange != null && newExchange.strip().equalsIgnoreCase(SampleSource.NAME)) {
                violations.add(new Violation("new_exchange", "sample is reserved for the built-in prices"));
            }
        }
        return violations;
    }

    /** The old name; for valid requests only. */
    Series before() {
        return named(exchange, symbol).series();
    }

    /** The new name; for valid requests only. */
    Series after() {
        return named(newExchange == null ? exchange : newExchange, newSymbol == null ? symbol : newSymbol)
                .series();
    }

    private IngestionRequest named(String ofExchange, String ofSymbol) {
        return new IngestionRequest(ofExchange, ofSymbol, timeframe, null, null, null, null, null, null);
    }
}
