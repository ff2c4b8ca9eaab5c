package dev.quarry.marketdata.ingest.series;

import dev.quarry.marketdata.ingest.IngestionRequest;
import dev.quarry.platform.json.Described;
import dev.quarry.platform.json.Example;
import dev.quarry.platform.problem.Checked;
import dev.quarry.platform.problem.Violation;
import jakarta.validation.constraints.NotBlank;
import java.time.OffsetDateTime;
import java.util.List;

/**
 * A request to watch a series, and the payload of its {@code prices_watch} jobs.
 *
 * @param startTs open of the first bar to keep, UTC
 */
@Example("""
        {"exchange": "kraken", "symbol": "BTC/USD", "timeframe": "1h", "start_ts": "2024-01-01"}""")
public record WatchRequest(
        @Described("The exchange that is asked") @NotBlank(message = "is required") String exchange,

        @Described("The market, such as BTC/USD") @NotBlank(message = "is required") String symbol,

        @Described(value = "The length of a bar", oneOf = IngestionRequest.TIMEFRAMES)
        @NotBlank(message = "is required") String timeframe,

        @Described(value = "Open of the first bar to keep, UTC; exchanges demand it", title = "From (UTC)")
        OffsetDateTime startTs)
        implements Checked {

    @Override
    public List<Violation> violations() {
        return ingestion().violations();
    }

    /** The ingestion that completes the series up to now. */
    IngestionRequest ingestion() {
        return new IngestionRequest(exchange, symbol, timeframe, startTs, null, null, null, null, null);
    }
}
