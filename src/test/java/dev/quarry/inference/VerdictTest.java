package dev.quarry.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quarry.inference.Verdict.Outcome;
import java.util.Locale;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class VerdictTest {

    private static final Trials ONE = new Trials(1, 0);

    @Test
    void few_trades_tell_nothing_however_good() {
        assertThat(Verdict.of(evidence(29, 365, 0.5, ONE)))
                .isEqualTo(new Verdict(
                        Outcome.CANNOT_TELL, "Cannot tell: 29 trades are too few, at least 30 are needed."));
    }

    @Test
    void a_short_record_tells_nothing() {
        assertThat(Verdict.of(evidence(50, 59, 0.5, ONE)).sentence())
                .isEqualTo("Cannot tell: a record of 59 returns is too short, at least 60 are needed.");
    }

    @Test
    void returns_without_a_ratio_tell_nothing() {
        assertThat(Verdict.of(evidence(50, 365, Double.NaN, ONE)).sentence())
                .isEqualTo("Cannot tell: its returns give no Sharpe ratio.");
    }

    @Test
    void a_loss_is_no_edge() {
        assertThat(Verdict.of(evidence(50, 365, -0.02, ONE)).sentence())
                .isEqualTo("No edge: its average return is not above zero (yearly Sharpe ratio -0.38).");
        assertThat(Verdict.of(evidence(50, 365, 0, ONE)).outcome()).isEqualTo(Outcome.NO_EDGE);
    }

    @Test
    void what_the_best_of_so_many_tries_would_show_anyway_is_luck() {
        Verdict verdict = Verdict.of(evidence(200, 365, 0.15, Trials.withoutSkill(5230, 365)));
        assertThat(verdict.outcome()).isEqualTo(Outcome.LIKELY_LUCK);
        assertThat(verdict.sentence())
                .isEqualTo("Likely luck: the best of 5,230 tries without any skill would be expected to show a yearly"
                        + " Sharpe ratio of 3.70, this one has 2.87 (deflated Sharpe ratio 0.20).");
    }

    @Test
    void any_one_sign_of_luck_is_enough_and_all_are_named() {
        Evidence good = evidence(200, 365, 0.3, ONE);
        assertThat(Verdict.of(good.withOverfitting(0.501)).sentence())
                .isEqualTo("Likely luck: what is best on one half of the data is no better than the median on the other"
                        + " in 51% of the splits.");
        assertThat(Verdict.of(good.withDataSnooping(0.7).withRandomEntries(0.6)).sentence())
                .isEqualTo("Likely luck: a search among worthless strategies finds as much with probability 0.70;"
                        + " entries at random do as well in 60% of the draws.");
    }

    @Test
    void what_passes_everything_that_is_known_holds_up() {
        Evidence good = evidence(200, 365, 0.3, Trials.withoutSkill(100, 365));
        assertThat(Verdict.of(good).sentence())
                .isEqualTo("Holds up: yearly Sharpe ratio 5.73, deflated Sharpe ratio 0.99 after 100 tries.");
        Verdict all = Verdict.of(good.withOverfitting(0.031)
                .withDataSnooping(0.05)
                .withRandomEntries(0.001)
                .withReturnAtDoubleCommission(0.1));
        assertThat(all.outcome()).isEqualTo(Outcome.HOLDS_UP);
        assertThat(all.sentence())
                .isEqualTo("Holds up: yearly Sharpe ratio 5.73, deflated Sharpe ratio 0.99 after 100 tries; probability"
                        + " of backtest overfitting 0.04; p-value for data snooping 0.05; p-value against entries at"
                        + " random 0.01; no loss at twice the commission.");
    }

    @Test
    void between_luck_and_proof_it_says_what_is_missing() {
        Evidence fair = evidence(200, 365, 0.07, ONE);
        assertThat(Verdict.of(fair).sentence())
                .isEqualTo("Cannot tell: the deflated Sharpe ratio is 0.90 after 1 try, 0.95 is needed (about 555 such"
                        + " returns, there are 365).");
        Evidence good = evidence(200, 365, 0.3, ONE);
        assertThat(Verdict.of(good.withOverfitting(0.2)
                                .withDataSnooping(0.0501)
                                .withRandomEntries(0.3)
                                .withReturnAtDoubleCommission(-0.041))
                        .sentence())
                .isEqualTo("Cannot tell: the probability of backtest overfitting is 0.20, at most 0.05 is needed; the"
                        + " p-value for data snooping is 0.06, at most 0.05 is needed; the p-value against entries at"
                        + " random is 0.30, at most 0.05 is needed; at twice the commission it loses 5%.");
        assertThat(Verdict.of(evidence(200, 365, 0.3, new Trials(10, Double.NaN)))
                        .sentence())
                .isEqualTo("Cannot tell: the Sharpe ratio cannot be deflated for the tries that led to it.");
    }

    @Test
    void the_words_do_not_depend_on_the_language_of_the_machine() {
        Locale before = Locale.getDefault();
        Evidence evidence = evidence(200, 3650, 0.05, Trials.withoutSkill(12_345, 3650));
        String expected = Verdict.of(evidence).sentence();
        try {
            Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
            assertThat(Verdict.of(evidence).sentence()).isEqualTo(expected);
            assertThat(Verdict.of(evidence(3, 9, 0.1, ONE)).sentence()).contains("3 trades", "30");
        } finally {
            Locale.setDefault(before);
        }
    }

    @Test
    void what_is_no_probability_is_no_evidence() {
        Evidence evidence = evidence(200, 365, 0.3, ONE);
        assertThatThrownBy(() -> evidence.withOverfitting(1.1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> evidence.withDataSnooping(-0.1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> evidence(-1, 365, 0.3, ONE)).isInstanceOf(IllegalArgumentException.class);
    }

    @Property(tries = 500)
    void every_evidence_has_one_sentence_that_begins_with_its_outcome(
            @ForAll @IntRange(max = 100) int trades,
            @ForAll @IntRange(max = 1000) int observations,
            @ForAll @DoubleRange(min = -0.5, max = 0.5) double ratio,
            @ForAll @IntRange(min = 1, max = 1_000_000) int count,
            @ForAll @DoubleRange(min = 0, max = 1) double p) {
        Evidence evidence = evidence(trades, observations, ratio, new Trials(count, 0.003))
                .withOverfitting(p)
                .withRandomEntries(1 - p)
                .withReturnAtDoubleCommission(ratio);
        Verdict verdict = Verdict.of(evidence);
        assertThat(verdict.sentence())
                .startsWith(verdict.outcome().words() + ": ")
                .endsWith(".");
        assertThat(verdict.sentence()).doesNotContain("NaN").doesNotContain("Infinity");
        assertThat(Verdict.of(evidence)).isEqualTo(verdict);
    }

    private static Evidence evidence(int trades, int observations, double ratio, Trials trials) {
        return Evidence.of(trades, new SharpeEstimate(observations, ratio, 0, 3), trials, 365);
    }
}
