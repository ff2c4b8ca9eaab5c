package dev.quarry.inference;

import dev.quarry.inference.Verdict.Outcome;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Applies the rules of {@link Verdict} and words the reasons. */
final class Judgement {

    private final Evidence evidence;
    private final SharpeEstimate sharpe;
    private final double deflated;

    Judgement(Evidence evidence) {
        this.evidence = evidence;
        this.sharpe = evidence.sharpe();
        this.deflated = evidence.deflatedSharpe();
    }

    Verdict verdict() {
        if (evidence.trades() < Verdict.FEWEST_TRADES) {
            return say(
                    Outcome.CANNOT_TELL,
                    String.format(
                            Locale.ROOT,
                            "%s trades are too few, at least %s are needed",
                            evidence.trades(),
                            Verdict.FEWEST_TRADES));
        }
        if (sharpe.observations() < Verdict.FEWEST_OBSERVATIONS) {
            return say(
                    Outcome.CANNOT_TELL,
                    String.format(
                            Locale.ROOT,
                            "a record of %s returns is too short, at least %s are needed",
                            sharpe.observations(),
                            Verdict.FEWEST_OBSERVATIONS));
        }
        if (Double.isNaN(sharpe.ratio())) {
            return say(Outcome.CANNOT_TELL, "its returns give no Sharpe ratio");
        }
        if (sharpe.ratio() <= 0) {
            return say(
                    Outcome.NO_EDGE,
                    String.format(
                            Locale.ROOT,
                            "its average return is not above zero (yearly Sharpe ratio %s)",
                            yearly(sharpe.ratio())));
        }
        List<String> luck = signsOfLuck();
        if (!luck.isEmpty()) {
            return say(Outcome.LIKELY_LUCK, String.join("; ", luck));
        }
        List<String> doubts = doubts();
        return doubts.isEmpty()
                ? say(Outcome.HOLDS_UP, String.join("; ", strengths()))
                : say(Outcome.CANNOT_TELL, String.join("; ", doubts));
    }

    private List<String> signsOfLuck() {
        List<String> signs = new ArrayList<>();
        if (deflated < Verdict.LUCK) {
            signs.add(String.format(
                    Locale.ROOT,
                    "the best of %s without any skill would be expected to show a yearly Sharpe ratio of %s, this one"
                            + " has %s (deflated Sharpe ratio %s)",
                    tries(),
                    yearly(evidence.trials().expectedMaximumSharpe()),
                    yearly(sharpe.ratio()),
                    roundedDown(deflated)));
        }
        if (evidence.overfitting() > Verdict.LUCK) {
            signs.add(String.format(
                    Locale.ROOT,
                    "what is best on one half of the data is no better than the median on the other in %s of the splits",
                    percent(evidence.overfitting())));
        }
        if (evidence.dataSnooping() > Verdict.LUCK) {
            signs.add(String.format(
                    Locale.ROOT,
                    "a search among worthless strategies finds as much with probability %s",
                    roundedUp(evidence.dataSnooping())));
        }
        if (evidence.randomEntries() > Verdict.LUCK) {
            signs.add(String.format(
                    Locale.ROOT, "entries at random do as well in %s of the draws", percent(evidence.randomEntries())));
        }
        return signs;
    }

    private List<String> doubts() {
        List<String> doubts = new ArrayList<>();
        if (Double.isNaN(deflated)) {
            doubts.add("the Sharpe ratio cannot be deflated for the tries that led to it");
        } else if (deflated < Verdict.CONFIDENCE) {
            doubts.add(String.format(
                    Locale.ROOT,
                    "the deflated Sharpe ratio is %s after %s, %s is needed%s",
                    roundedDown(deflated),
                    tries(),
                    Verdict.CONFIDENCE,
                    neededRecord()));
        }
        addDoubt(doubts, "the probability of backtest overfitting", evidence.overfitting());
        addDoubt(doubts, "the p-value for data snooping", evidence.dataSnooping());
        addDoubt(doubts, "the p-value against entries at random", evidence.randomEntries());
        if (evidence.returnAtDoubleCommission() < 0) {
            doubts.add("at twice the commission it loses " + percent(-evidence.returnAtDoubleCommission()));
        }
        return doubts;
    }

    private static void addDoubt(List<String> doubts, String what, double value) {
        if (value > Verdict.SIGNIFICANCE) {
            doubts.add(String.format(
                    Locale.ROOT, "%s is %s, at most %s is needed", what, roundedUp(value), Verdict.SIGNIFICANCE));
        }
    }

    private List<String> strengths() {
        List<String> strengths = new ArrayList<>();
        strengths.add(String.format(
                Locale.ROOT,
                "yearly Sharpe ratio %s, deflated Sharpe ratio %s after %s",
                yearly(sharpe.ratio()),
                roundedDown(deflated),
                tries()));
        addStrength(strengths, "probability of backtest overfitting", evidence.overfitting());
        addStrength(strengths, "p-value for data snooping", evidence.dataSnooping());
        addStrength(strengths, "p-value against entries at random", evidence.randomEntries());
        if (evidence.returnAtDoubleCommission() >= 0) {
            strengths.add("no loss at twice the commission");
        }
        return strengths;
    }

    private static void addStrength(List<String> strengths, String what, double value) {
        if (!Double.isNaN(value)) {
            strengths.add(what + " " + roundedUp(value));
        }
    }

    /** How long a record would settle it, if it goes on like this; nothing when no length would. */
    private String neededRecord() {
        double needed = sharpe.minimumTrackRecord(evidence.trials().expectedMaximumSharpe(), Verdict.CONFIDENCE);
        return Double.isInfinite(needed) || Double.isNaN(needed)
                ? ""
                : String.format(
                        Locale.ROOT, " (about %,.0f such returns, there are %,d)", needed, sharpe.observations());
    }

    private String tries() {
        double count = evidence.trials().count();
        return String.format(Locale.ROOT, "%,.0f %s", count, Math.round(count) == 1 ? "try" : "tries");
    }

    private String yearly(double ratio) {
        return String.format(Locale.ROOT, "%.2f", ratio * Math.sqrt(evidence.observationsPerYear()));
    }

    private static String percent(double share) {
        return roundedUp(share * 100, 0) + "%";
    }

    private static String roundedUp(double value) {
        return roundedUp(value, 2);
    }

    private static String roundedUp(double value, int digits) {
        return BigDecimal.valueOf(value).setScale(digits, RoundingMode.UP).toPlainString();
    }

    private static String roundedDown(double value) {
        return BigDecimal.valueOf(value).setScale(2, RoundingMode.DOWN).toPlainString();
    }

    private static Verdict say(Outcome outcome, String reasons) {
        return new Verdict(outcome, outcome.words() + ": " + reasons + ".");
    }
}
