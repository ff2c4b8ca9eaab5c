package dev.quarry.marketdata.http;

import dev.quarry.marketdata.AsOf;
import dev.quarry.marketdata.MarketName;
import dev.quarry.marketdata.Series;
import dev.quarry.platform.http.QueryParameter;
import dev.quarry.platform.problem.InvalidInputException;
import dev.quarry.platform.problem.ProblemException;
import dev.quarry.platform.problem.Violation;
import dev.quarry.series.Timeframe;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;

/** Reads the query parameters that name a series and a part of it. */
final class SeriesParameters {

    /** The earliest time that can be stored, milliseconds since the epoch. */
    static final long EARLIEST = AsOf.EARLIEST.toEpochMilli();
    /** The latest time that can be stored, milliseconds since the epoch. */
    static final long LATEST = AsOf.LATEST.toEpochMilli();

    private SeriesParameters() {}

    /** @throws InvalidInputException naming each of the three that is missing or wrong */
    static Series series(String exchange, String symbol, String timeframe) {
        List<Violation> violations = new ArrayList<>();
        require("exchange", exchange, violations);
        require("symbol", symbol, violations);
        require("timeframe", timeframe, violations);
        if (violations.isEmpty()) {
            Timeframe.fault(timeframe).ifPresent(fault -> violations.add(new Violation("timeframe", fault)));
        }
        InvalidInputException.throwIfAny(violations);
        return new Series(exchange, symbol, Timeframe.of(timeframe).orElseThrow());
    }

    /** @throws InvalidInputException naming each of the two that is missing */
    static MarketName market(String exchange, String symbol) {
        List<Violation> violations = new ArrayList<>();
        require("exchange", exchange, violations);
        require("symbol", symbol, violations);
        InvalidInputException.throwIfAny(violations);
        return new MarketName(exchange, symbol);
    }

    /** The start of a range, milliseconds since the epoch; the earliest time that can be stored when absent. */
    static long start(String text) {
        return millis(QueryParameter.time("start_ts", text), EARLIEST);
    }

    /** The inclusive end of a range; the latest time that can be stored when absent. */
    static long end(String text) {
        return millis(QueryParameter.endTime("end_ts", text), LATEST);
    }

    private static long millis(OffsetDateTime time, long otherwise) {
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
