package dev.quarry.inference;

/**
 * What the numbers say about a result, in one sentence. The first rule that applies decides:
 *
 * <ol>
 *   <li>fewer than {@value #FEWEST_TRADES} trades or {@value #FEWEST_OBSERVATIONS} returns, or no Sharpe ratio: cannot
 *       tell;
 *   <li>a Sharpe ratio of 0 or less: no edge;
 *   <li>luck would usually do better, that is a deflated Sharpe ratio below {@value #LUCK}, or a probability of backtest
 *       overfitting, a p-value for data snooping or one against random entries above it: likely luck;
 *   <li>a deflated Sharpe ratio of at least {@value #CONFIDENCE}, every one of the other three that is known at most
 *       {@value #SIGNIFICANCE}, and no loss at twice the commission if that is known: holds up;
 *   <li>anything else: cannot tell, with what is missing.
 * </ol>
 *
 * The levels are the customary 5 percent, and one half as the point where a coin toss knows as much; the least numbers
 * are rules of thumb below which the moments that all of this rests on are not measured at all. The same evidence gives
 * the same words.
 *
 * @param outcome the rule that decided
 * @param sentence in plain English, with the figures; shares that must be high are rounded down, those that must be low
 *     are rounded up, so that no figure looks better than its level
 */
public record Verdict(Outcome outcome, String sentence) {

    public static final int FEWEST_TRADES = 30;
    public static final int FEWEST_OBSERVATIONS = 60;
    public static final double LUCK = 0.5;
    public static final double CONFIDENCE = 0.95;
    public static final double SIGNIFICANCE = 0.05;

    /** What a verdict can come to. */
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
        return new Judgement(evidence).verdict();
    }
}
