package dev.quarry.marketdata.http;

import dev.quarry.backtest.Timeframe;
import dev.quarry.marketdata.Series;
import dev.quarry.platform.http.QueryParameter;
import dev.quarry.platform.problem.InvalidInputException;
import dev.quarry.platform.problem.ProblemException;
import dev.quarry.platform.problem.Violation;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;

/** The query by which routes name a series and a part of it. */
final class SeriesParameters {

    private static final long EARLIEST = Instant.parse("0001-01-01T00:00:00Z").toEpochMilli();
    private static final long LATEST = Instant.parse("9999-12-31T00:00:00Z").toEpochMilli();

    private SeriesParameters() {}

    /** @throws InvalidInputException naming each of the three that is missing or wrong */
    static Series series(String exchange, String symbol, String timeframe) {
        List<Violation> violations = new ArrayList<>();
        require("exchange", exchange, violations);
        require("symbol", symbol, violations);
        require("timeframe", timeframe, violations);
        if (violations.isEmpty() && Timeframe.of(timeframe).isEmpty()) {
            violations.add(new Violation("timeframe", "must be one of " + String.join(", ", Timeframe.codes())));
        }
        InvalidInputException.throwIfAny(violations);
        return new Series(exchange, symbol, Timeframe.of(timeframe).orElseThrow());
    }

    /** That time in milliseconds since the epoch, or the other when there is none; always one that can be stored. */
    static long millis(String name, String text, long otherwise) {
        OffsetDateTime time = QueryParameter.time(name, text);
        long millis = time == null ? otherwise : time.toInstant().toEpochMilli();
        return Math.max(EARLIEST, Math.min(LATEST, millis));
    }

    static ProblemException notStored(Series series) {
        return ProblemException.notFound("No bars of " + series + " are stored, nor any that they can be made of");
    }

    private static void require(String name, String text, List<Violation> violations) {
        if (QueryParameter.text(name, text) == null || text.isBlank()) {
            violations.add(new Violation(name, "is required"));
        }
    }
}
