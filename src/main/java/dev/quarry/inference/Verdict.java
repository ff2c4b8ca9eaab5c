package dev.quarry.inference;

/**
 * What the numbers say about a result, in words. The first rule that applies decides:
 *
 * <ol>
 *   <li>fewer than {@value #FEWEST_TRADES} trades or {@value #FEWEST_OBSERVATIONS} returns, or no Sharpe ratio: cannot
 *       tell;
 *   <li>a Sharpe ratio of 0 or less: no edge;
 *   <li>luck would usually do as well, that is a probability of luck ({@link LuckTest}) above {@value #LUCK}, or a
 *       deflated Sharpe ratio below it: likely luck;
 *   <li>a probability of luck of at most {@value #SIGNIFICANCE}, positions that gain as much at other times in at most
 *       {@value #SIGNIFICANCE} of all cases, and no loss at twice the commission: holds up;
 *   <li>anything else: cannot tell, with what is missing.
 * </ol>
 *
 * How often this errs is measured, see the table in docs/engine.md; the least numbers are rules of thumb below which
 * the moments that all of this rests on are not measured at all. The same evidence gives the same words. The
 * probability of backtest overfitting has no influence: it asks whether choosing within the search helps, not whether
 * there is an edge.
 *
 * @param outcome the rule that decided
 * @param sentence in plain English, with the figures and what to do next; figures that must be high are rounded down,
 *     those that must be low are rounded up, so that none looks better than its level
 */
public record Verdict(Outcome outcome, String sentence) {

    public static final int FEWEST_TRADES = 30;
    public static final int FEWEST_OBSERVATIONS = 60;
    public static final double LUCK = 0.5;
    public static final double SIGNIFICANCE = 0.05;

    /** The possible verdicts. */
    public enum Outcome {
        NO_EDGE("No edge"),
        LIKELY_LUCK("Likely luck"),
        CANNOT_TELL("Cannot tell"),
        HOLDS_UP("Holds up");

        private final String words;

        Outcome(String words) {
            this.words = words;
        }

        /** The words with which the sentence begins. */
        public String words() {
            return words;
        }
    }

    /** Judges a result. */
    public static Verdict of(Evidence evidence) {
        return new VerdictRules(evidence).verdict();
    }
}
