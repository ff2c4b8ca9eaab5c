package dev.quarry.calibration;

import dev.quarry.inference.Verdict;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** What was said how often. Safe for several threads. */
final class Tally {

    private final Map<Verdict.Outcome, Integer> said = new EnumMap<>(Verdict.Outcome.class);
    private int searches;
    private double truths;
    private int withTruth;
    private int walked;
    private int walkedOutOfSample;
    private int walkedEfficiently;
    private int walkedAndHoldsUp;

    /** Without a winner nothing holds up. */
    void add(Optional<TrialSearch.Outcome> outcome) {
        add(
                outcome.map(TrialSearch.Outcome::said).orElse(Verdict.Outcome.CANNOT_TELL),
                outcome.map(TrialSearch.Outcome::truth).orElse(Double.NaN));
        outcome.map(TrialSearch.Outcome::walked).ifPresent(this::walk);
    }

    synchronized void walk(WalkedSearch search) {
        walked++;
        walkedOutOfSample += search.outOfSample() ? 1 : 0;
        walkedEfficiently += search.efficient() ? 1 : 0;
        walkedAndHoldsUp += search.holdsUp() ? 1 : 0;
    }

    /** @param truth NaN where it was not asked for */
    synchronized void add(Verdict.Outcome outcome, double truth) {
        searches++;
        said.merge(outcome, 1, Integer::sum);
        if (!Double.isNaN(truth)) {
            truths += truth;
            withTruth++;
        }
    }

    synchronized void add(Tally other) {
        searches += other.searches;
        truths += other.truths;
        withTruth += other.withTruth;
        walked += other.walked;
        walkedOutOfSample += other.walkedOutOfSample;
        walkedEfficiently += other.walkedEfficiently;
        walkedAndHoldsUp += other.walkedAndHoldsUp;
        other.said.forEach((outcome, count) -> said.merge(outcome, count, Integer::sum));
    }

    int searches() {
        return searches;
    }

    int count(Verdict.Outcome outcome) {
        return said.getOrDefault(outcome, 0);
    }

    /** How many walked forward. */
    int walked() {
        return walked;
    }

    /** Of those, how many were above 0 out of sample with 95 percent. */
    int walkedOutOfSample() {
        return walkedOutOfSample;
    }

    /** Of those, of how many the recommendation holds up. */
    int walkedAndHoldsUp() {
        return walkedAndHoldsUp;
    }

    /** Share of searches, 0..1. */
    double share(Verdict.Outcome outcome) {
        return searches == 0 ? 0 : (double) count(outcome) / searches;
    }

    /** Mean of the winners' yearly ratios on other prices; 0 where there is no edge. */
    double truth() {
        return withTruth == 0 ? 0 : truths / withTruth;
    }

    String row() {
        StringBuilder text = new StringBuilder(String.format(Locale.ROOT, "%d | %.1f |", searches, truth()));
        for (Verdict.Outcome outcome : new Verdict.Outcome[] {
            Verdict.Outcome.HOLDS_UP, Verdict.Outcome.CANNOT_TELL, Verdict.Outcome.LIKELY_LUCK, Verdict.Outcome.NO_EDGE
        }) {
            text.append(String.format(Locale.ROOT, " %.1f%% |", 100 * share(outcome)));
        }
        return text.toString();
    }

    String walkedRow() {
        return String.format(
                Locale.ROOT,
                "%d | %.1f | %.1f%% | %.1f%% | %.1f%% |",
                walked,
                truth(),
                100 * walkedShare(walkedOutOfSample),
                100 * walkedShare(walkedEfficiently),
                100 * walkedShare(walkedAndHoldsUp));
    }

    private double walkedShare(int count) {
        return walked == 0 ? 0 : (double) count / walked;
    }
}
