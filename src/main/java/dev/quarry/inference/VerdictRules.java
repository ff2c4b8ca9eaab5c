package dev.quarry.inference;

import dev.quarry.inference.Verdict.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Applies the rules of {@link Verdict} and words the reasons. */
final class VerdictRules {

    private static final String UNSEEN = "test it on prices that it has not seen before money follows";
    private static final String LONGER = "search a longer record or fewer combinations, or test it on unseen prices";
    private static final String OTHER_MOMENTS = "search a longer record, or test it on unseen prices";
    private static final String CHEAPER =
            "make sure of what trading costs you, or look for one that earns more with each trade";

    private final Evidence evidence;
    private final SharpeEstimate sharpe;
    private final double deflated;

    VerdictRules(Evidence evidence) {
        this.evidence = evidence;
        this.sharpe = evidence.sharpe();
        this.deflated = evidence.deflatedSharpe();
    }

    Verdict verdict() {
        if (evidence.trades() < Verdict.FEWEST_TRADES) {
            return say(
                    Outcome.CANNOT_TELL,
                    text(
                            "%s too few, at least %d are needed",
                            Figures.count(evidence.trades(), "trade is", "trades are"), Verdict.FEWEST_TRADES),
                    text("ask for combinations with %d trades or more, or take a longer range", Verdict.FEWEST_TRADES));
        }
        if (sharpe.observations() < Verdict.FEWEST_OBSERVATIONS) {
            return say(
                    Outcome.CANNOT_TELL,
                    text(
                            "a record of %d daily returns is too short, at least %d are needed",
                            sharpe.observations(), Verdict.FEWEST_OBSERVATIONS),
                    "take a longer range");
        }
        if (Double.isNaN(sharpe.ratio())) {
            return say(Outcome.CANNOT_TELL, "its returns give no Sharpe ratio", "look at its trades");
        }
        if (sharpe.ratio() <= 0) {
            return say(
                    Outcome.NO_EDGE,
                    text(
                            "its average return is not above zero (yearly Sharpe ratio %s)",
                            Figures.there(yearly(sharpe.ratio()))),
                    "leave it");
        }
        List<String> luck = signsOfLuck();
        if (!luck.isEmpty()) {
            return say(Outcome.LIKELY_LUCK, String.join("; ", luck), LONGER);
        }
        List<String> doubts = doubts();
        return doubts.isEmpty()
                ? say(Outcome.HOLDS_UP, String.join("; ", strengths()), UNSEEN)
                : say(Outcome.CANNOT_TELL, String.join("; ", doubts), next());
    }

    /** What to do next, by the first doubt. */
    private String next() {
        if (!(evidence.luck() <= Verdict.SIGNIFICANCE)) {
            return LONGER;
        }
        return evidence.moment() > Verdict.SIGNIFICANCE ? OTHER_MOMENTS : CHEAPER;
    }

    private List<String> signsOfLuck() {
        List<String> signs = new ArrayList<>();
        if (evidence.luck() > Verdict.LUCK) {
            signs.add(text(
                    "%s without any edge would bring one as good in %s of all cases",
                    search(), Figures.percent(evidence.luck())));
        }
        if (deflated < Verdict.LUCK) {
            signs.add(text(
                    "the best of %s without any edge would be expected to show a yearly Sharpe ratio of %s, this one has %s",
                    tries(),
                    Figures.needed(yearly(evidence.trials().expectedMaximumSharpe())),
                    Figures.there(yearly(sharpe.ratio()))));
        }
        return signs;
    }

    private List<String> doubts() {
        List<String> doubts = new ArrayList<>();
        if (Double.isNaN(evidence.luck())) {
            doubts.add("how often luck does as well cannot be told from its returns");
        } else if (evidence.luck() > Verdict.SIGNIFICANCE) {
            doubts.add(text(
                    "%s without any edge would bring one as good in %s of all cases, at most %s is asked%s",
                    search(), Figures.percent(evidence.luck()), Figures.percent(Verdict.SIGNIFICANCE), neededRecord()));
        }
        if (evidence.moment() > Verdict.SIGNIFICANCE) {
            doubts.add(text(
                    "the same positions at other times gain as much in %s of all cases, at most %s is asked",
                    Figures.percent(evidence.moment()), Figures.percent(Verdict.SIGNIFICANCE)));
        }
        if (evidence.returnAtDoubleCommission() < 0) {
            doubts.add(
                    text("at twice the commission it loses %s", Figures.percent(-evidence.returnAtDoubleCommission())));
        }
        return doubts;
    }

    private List<String> strengths() {
        List<String> strengths = new ArrayList<>();
        strengths.add(text(
                "%s without any edge would bring one as good in %s of all cases",
                search(), Figures.percent(evidence.luck())));
        if (!Double.isNaN(evidence.moment())) {
            strengths.add(text(
                    "the same positions at other times gain as much in %s of all cases",
                    Figures.percent(evidence.moment())));
        }
        if (evidence.returnAtDoubleCommission() >= 0) {
            strengths.add("no loss at twice the commission");
        }
        return strengths;
    }

    /**
     * How long a record would settle the question if returns go on like this; empty where the record is long enough.
     */
    private String neededRecord() {
        double needed = sharpe.recordToDeflate(evidence.trials(), 1 - Verdict.SIGNIFICANCE);
        if (!(needed > sharpe.observations()) || Double.isInfinite(needed)) {
            return "";
        }
        String there = Figures.recordThere(years(sharpe.observations()));
        String record = Figures.neededRecord(years(needed));
        return record.isEmpty()
                ? text(" (a hundred years like these %s would not settle it)", there)
                : text(" (a record of about %s like this one would do, there are %s)", record, there);
    }

    private String search() {
        return text("a search of %s", tries());
    }

    /** The number of trials, and how many independent ones they amount to where many are alike. */
    private String tries() {
        long tried = evidence.tried();
        long worth = Math.max(1, Math.round(evidence.trials().count()));
        String all = Figures.count(tried, "combination", "combinations");
        return worth < tried
                ? text("%s (worth about %s)", all, Figures.count(worth, "independent one", "independent ones"))
                : all;
    }

    private double years(double observations) {
        return observations / evidence.observationsPerYear();
    }

    private double yearly(double ratio) {
        return ratio * Math.sqrt(evidence.observationsPerYear());
    }

    private static String text(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }

    private static Verdict say(Outcome outcome, String reasons, String next) {
        return new Verdict(outcome, outcome.words() + ": " + reasons + ". Next: " + next + ".");
    }
}
