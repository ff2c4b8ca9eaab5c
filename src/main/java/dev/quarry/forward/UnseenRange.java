package dev.quarry.forward;

import dev.quarry.marketdata.AsOf;
import dev.quarry.marketdata.Series;
import dev.quarry.platform.json.Timestamps;
import dev.quarry.platform.problem.InvalidInputException;
import dev.quarry.platform.problem.Violation;
import dev.quarry.search.MarketWindow;
import dev.quarry.search.TestedPrices;
import dev.quarry.series.Bars;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * The prices on which a winner is tested. On the series that the search saw they never overlap with its range; on other
 * series they may, and the result says so.
 *
 * @param window the prices
 * @param sameSeries whether they are of the series that the search saw
 * @param firstSeen open of the search's first bar, milliseconds since the epoch
 * @param lastSeen open of its last bar
 */
record UnseenRange(MarketWindow window, boolean sameSeries, long firstSeen, long lastSeen) {

    private static final OffsetDateTime LATEST = AsOf.LATEST.atOffset(ZoneOffset.UTC);

    /** What is wrong with a range for that winner, as far as that can be seen without its prices. */
    static List<Violation> faults(ForwardRequest request, Winner winner) {
        if (!request.series(winner.window()).equals(winner.window().series())) {
            return List.of();
        }
        OffsetDateTime seenFrom = winner.window().start();
        OffsetDateTime seenUntil = winner.seenUntil();
        OffsetDateTime start = request.startTs();
        OffsetDateTime end = request.endTs();
        if (start == null) {
            return end == null || end.isAfter(seenUntil)
                    ? List.of()
                    : List.of(new Violation(
                            "end_ts",
                            say("must be after %s, up to which the search saw these prices; was %s", seenUntil, end)));
        }
        boolean before = end != null && end.isBefore(seenFrom);
        return before || start.isAfter(seenUntil)
                ? List.of()
                : List.of(new Violation(
                        "start_ts",
                        say(
                                "must be after %s, up to which the search saw these prices (or end_ts before it began); was %s",
                                seenUntil, start)));
    }

    /** @throws InvalidInputException where the range overlaps with what the search saw */
    static UnseenRange of(ForwardRequest request, Winner winner, TestedPrices seen) {
        InvalidInputException.throwIfAny(faults(request, winner));
        Series series = request.series(winner.window());
        Bars bars = seen.history();
        long last = bars.openTime()[bars.size() - 1];
        OffsetDateTime next = Timestamps.utc(last + bars.timeframe().millis());
        OffsetDateTime start = request.startTs() == null ? next : request.startTs();
        OffsetDateTime end = request.endTs() == null ? LATEST : request.endTs();
        MarketWindow window = new MarketWindow(
                series.exchange(),
                series.symbol(),
                series.timeframe().code(),
                start.toInstant().toString(),
                end.toInstant().toString());
        InvalidInputException.throwIfAny(window.violations());
        return new UnseenRange(
                window, series.equals(winner.window().series()), bars.openTime()[seen.warmupBars()], last);
    }

    /** The same prices, from the first to the last bar that was tested. */
    MarketWindow tested(Figures figures) {
        return new MarketWindow(
                window.exchange(),
                window.symbol(),
                window.timeframe(),
                figures.firstBar().toInstant().toString(),
                figures.lastBar().toInstant().toString());
    }

    /** What to do when there is no bar in the range. */
    String noBarsMessage() {
        String until = window.end().equals(LATEST) ? "" : " to " + window.endTs();
        return say(
                "There are no bars of %s from %s%s: ingest or import some first, or name another range or market",
                window.series(), window.startTs(), until);
    }

    /** How many bars of another market open within the range of the search. */
    int sameTimeBars(TestedPrices tested) {
        if (sameSeries) {
            return 0;
        }
        Bars bars = tested.history();
        int from = Math.max(tested.warmupBars(), bars.firstAtOrAfter(firstSeen));
        return Math.max(0, bars.firstAtOrAfter(lastSeen + 1) - from);
    }

    /** A sentence on such bars; null where there are none. */
    String note(int sameTime, int bars) {
        return sameTime == 0
                ? null
                : say(
                        "%d of the %d bars are of the time that the search saw: markets move together, so they are not"
                                + " wholly unseen. Bars after %s are.",
                        sameTime, bars, Instant.ofEpochMilli(lastSeen));
    }

    private static String say(String format, Object... values) {
        return String.format(
                Locale.ROOT,
                format,
                Arrays.stream(values)
                        .map(value -> value instanceof OffsetDateTime time ? Timestamps.text(time) : value)
                        .toArray());
    }
}
