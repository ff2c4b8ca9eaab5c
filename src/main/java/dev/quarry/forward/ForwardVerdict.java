package dev.quarry.forward;

import dev.quarry.forward.Expectation.Band;
import dev.quarry.inference.ExpectedBand;
import java.util.Locale;

/**
 * What a return on unseen prices says, in words. A band that a strategy without any return would be in too says nothing
 * for an edge; without a trade only a band that is missed says something.
 *
 * @param seenDays daily returns of the search
 * @param seenTrades trades of the search
 * @param unseen the figures on unseen prices
 * @param totalReturn the expected range of their return, and its actual value
 */
public record ForwardVerdict(int seenDays, int seenTrades, Figures unseen, Band totalReturn) {

    /**
     * When this many trades are expected, there is none by chance in only one case of twenty (e to the power of -3).
     */
    private static final double ENOUGH_TRADES = 3;

    /** Where the return lies relative to the expected band. */
    public enum Outcome {
        BELOW,
        INSIDE,
        ABOVE,
        CANNOT_TELL;

        /** The name in the REST contract. */
        public String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Where the return lies relative to the expected band. */
    public Outcome outcome() {
        if (totalReturn.inside() == null) {
            return Outcome.CANNOT_TELL;
        }
        if (totalReturn.inside()) {
            return unseen.trades() == 0 ? Outcome.CANNOT_TELL : Outcome.INSIDE;
        }
        return totalReturn.actual() < totalReturn.lower() ? Outcome.BELOW : Outcome.ABOVE;
    }

    /** That in plain words. */
    public String sentence() {
        if (unseen.trades() == 0) {
            return withoutTrades();
        }
        String came = say(
                "%+.1f%% in %d days with %d trades on unseen prices. ",
                unseen.totalReturnPct(), unseen.days(), unseen.trades());
        if (totalReturn.inside() == null) {
            return came
                    + say(
                            "The search has %d daily returns, too few or too much alike to tell what was to be expected.",
                            seenDays);
        }
        return came
                + say(
                        "Going on as in the search, it would be between %+.1f%% and %+.1f%% in %.0f of 100 cases",
                        totalReturn.lower(), totalReturn.upper(), 100 * ExpectedBand.CONFIDENCE)
                + judged();
    }

    private String judged() {
        return switch (outcome()) {
            case BELOW ->
                ", and it is below: what the search found has not gone on. Do not count on the search's figures.";
            case ABOVE -> ", and it is above: better than even the search had it. Do not count on that either.";
            default ->
                totalReturn.lower() <= 0 && totalReturn.upper() >= 0
                        ? ", and it is inside. So would be no return at all: it is too short a time to tell an edge from none."
                        : ", and it is inside: so far it goes on as it was found.";
        };
    }

    private String withoutTrades() {
        double expectedTrades = seenTrades * (double) unseen.days() / seenDays;
        String came = say(
                "No trade in %d days of unseen prices; as often as in the search would be about %.1f. ",
                unseen.days(), expectedTrades);
        return expectedTrades >= ENOUGH_TRADES
                ? came + "It no longer finds its entries: do not count on the search's figures."
                : came + "It is too short a time to tell anything.";
    }

    private static String say(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}
