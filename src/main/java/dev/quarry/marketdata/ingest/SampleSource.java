package dev.quarry.marketdata.ingest;

import dev.quarry.job.JobContext;
import dev.quarry.marketdata.CandleSink;
import dev.quarry.marketdata.Series;
import dev.quarry.marketdata.sample.SamplePrices;
import dev.quarry.platform.problem.Violation;
import dev.quarry.series.Bars;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;

/** The source of the sample prices that come with Quarry. */
@ApplicationScoped
public class SampleSource implements PriceSource {

    public static final String NAME = "sample";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public List<Violation> check(IngestionRequest request) {
        Series asked = request.series();
        Series sample = SamplePrices.SERIES;
        List<Violation> violations = new ArrayList<>();
        require("exchange", sample.exchange(), asked.exchange(), violations);
        require("symbol", sample.symbol(), asked.symbol(), violations);
        require("timeframe", sample.timeframe().code(), asked.timeframe().code(), violations);
        if (request.file() != null) {
            violations.add(new Violation("file", "does not go with the source sample"));
        }
        if (request.uploadId() != null) {
            violations.add(new Violation("upload_id", "does not go with the source sample"));
        }
        return violations;
    }

    @Override
    public void read(IngestionRequest request, CandleSink sink, JobContext job) {
        Bars bars = SamplePrices.load();
        for (int i = 0; i < bars.size(); i++) {
            sink.candle(
                    i + 1L,
                    bars.openTime()[i],
                    bars.open()[i],
                    bars.high()[i],
                    bars.low()[i],
                    bars.close()[i],
                    bars.volume()[i]);
        }
    }

    private static void require(String field, String there, String asked, List<Violation> violations) {
        if (!asked.equals(there)) {
            violations.add(new Violation(field, "must be " + there + ": the built-in sample has nothing else"));
        }
    }
}
