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

    /** Without a winner nothing holds up. */
    void add(Optional<TrialSearch.Outcome> outcome) {
        add(
                outcome.map(TrialSearch.Outcome::said).orElse(Verdict.Outcome.CANNOT_TELL),
                outcome.map(TrialSearch.Outcome::truth).orElse(Double.NaN));
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
        other.said.forEach((outcome, count) -> said.merge(outcome, count, Integer::sum));
    }

    int searches() {
        return searches;
    }

    int count(Verdict.Outcome outcome) {
        return said.getOrDefault(outcome, 0);
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
}
