package dev.quarry.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quarry.inference.Verdict.Outcome;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class VerdictTest {

    private static final Trials ONE = new Trials(1, 0.003);
    private static final double UNKNOWN = Double.NaN;

    @Test
    void few_trades_tell_nothing_however_good() {
        assertThat(Verdict.of(evidence(29, 365, 0.5)))
                .isEqualTo(new Verdict(
                        Outcome.CANNOT_TELL,
                        "Cannot tell: 29 trades are too few, at least 30 are needed. Next: ask for combinations with 30"
                                + " trades or more, or take a longer range."));
    }

    @Test
    void a_short_record_tells_nothing() {
        assertThat(Verdict.of(evidence(50, 59, 0.5)).sentence())
                .startsWith("Cannot tell: a record of 59 daily returns is too short, at least 60 are needed.");
    }

    @Test
    void returns_without_a_ratio_tell_nothing() {
        assertThat(Verdict.of(evidence(50, 365, Double.NaN)).sentence())
                .startsWith("Cannot tell: its returns give no Sharpe ratio.");
    }

    @Test
    void a_loss_is_no_edge() {
        assertThat(Verdict.of(evidence(50, 365, -0.02)).sentence())
                .startsWith("No edge: its average return is not above zero (yearly Sharpe ratio -0.39).");
        assertThat(Verdict.of(evidence(50, 365, 0)).outcome()).isEqualTo(Outcome.NO_EDGE);
    }

    @Test
    void what_the_best_of_so_many_would_show_anyway_is_luck() {
        Verdict verdict = Verdict.of(
                new Evidence(200, sharpe(365, 0.15), 9_000, Trials.withoutSkill(5230, 365), 365, 0.3, 0.01, 0.1));
        assertThat(verdict.outcome()).isEqualTo(Outcome.LIKELY_LUCK);
        assertThat(verdict.sentence())
                .startsWith(
                        "Likely luck: the best of 9,000 combinations (worth about 5,230 independent ones) without any"
                                + " edge would be expected to show a yearly Sharpe ratio of 3.71, this one has 2.86.");
    }

    @Test
    void what_a_worthless_search_brings_more_often_than_not_is_luck() {
        assertThat(Verdict.of(judged(288, 0.6123, 0.01, 0.1)).sentence())
                .startsWith("Likely luck: a search of 288 combinations (worth about 1 independent one) without any edge"
                        + " would bring one as good in 61.3% of all cases.");
    }

    @Test
    void what_passes_everything_that_is_known_holds_up() {
        Verdict verdict = Verdict.of(judged(1, 0.000999, 0.05, 0.1));
        assertThat(verdict.outcome()).isEqualTo(Outcome.HOLDS_UP);
        assertThat(verdict.sentence())
                .isEqualTo("Holds up: a search of 1 combination without any edge would bring one as good in 0.1% of"
                        + " all cases; the same positions at other times gain as much in 5% of all cases; no loss at"
                        + " twice the commission. Next: test it on prices that it has not seen before money follows.");
        assertThat(Verdict.of(judged(1, 0.05, UNKNOWN, UNKNOWN)).outcome()).isEqualTo(Outcome.HOLDS_UP);
    }

    @Test
    void between_luck_and_proof_it_says_what_is_missing_and_how_long_it_would_take() {
        assertThat(Verdict.of(new Evidence(
                                200, sharpe(196, 0.2), 288, Trials.withoutSkill(102, 196), 365, 0.2, 0.3, -0.041))
                        .sentence())
                .isEqualTo(
                        "Cannot tell: a search of 288 combinations (worth about 102 independent ones) without any edge"
                                + " would bring one as good in 20% of all cases, at most 5% is asked (a record of about 1.3 years"
                                + " like this one would do, there are 6 months); the same positions at other times gain as much"
                                + " in 30% of all cases, at most 5% is asked; at twice the commission it loses 4.1%. Next: search"
                                + " a longer record or fewer combinations, or test it on unseen prices.");
        assertThat(Verdict.of(judged(1, UNKNOWN, 0.01, 0.1)).sentence())
                .startsWith("Cannot tell: how often luck does as well cannot be told from its returns.");
    }

    @Test
    void what_is_next_is_what_the_doubt_asks_for() {
        assertThat(Verdict.of(judged(9, 0.2, 0.01, 0.1)).sentence())
                .endsWith("Next: search a longer record or fewer combinations, or test it on unseen prices.");
        assertThat(Verdict.of(judged(9, 0.01, 0.2, -0.1)).sentence())
                .endsWith("Next: search a longer record, or test it on unseen prices.");
        assertThat(Verdict.of(judged(9, 0.01, 0.01, -0.00003)).sentence())
                .endsWith("at twice the commission it loses less than 0.01%. Next: make sure of what trading costs you,"
                        + " or look for one that earns more with each trade.");
        assertThat(Verdict.of(evidence(1, 365, 0.3)).sentence())
                .startsWith("Cannot tell: 1 trade is too few, at least 30 are needed.");
    }

    @Test
    void figures_are_rounded_to_the_side_on_which_they_look_no_better() {
        assertThat(Figures.percent(0.000999)).isEqualTo("0.1%");
        assertThat(Figures.percent(0.05)).isEqualTo("5%");
        assertThat(Figures.percent(0.05001)).isEqualTo("5.1%");
        assertThat(Figures.percent(0.27123)).isEqualTo("27.2%");
        assertThat(Figures.percent(1e-9)).isEqualTo("less than 0.01%");
        assertThat(Figures.percent(0.9999)).isEqualTo("more than 99.9%");
        assertThat(Figures.percent(1)).isEqualTo("100%");
        assertThat(Figures.needed(1.511)).isEqualTo("1.52");
        assertThat(Figures.there(1.519)).isEqualTo("1.51");
        assertThat(Figures.there(-1e-12)).isEqualTo("0.00");
        assertThat(Figures.recordThere(3)).isEqualTo("3.0 years");
        assertThat(Figures.neededRecord(3)).isEqualTo("3.0 years");
        assertThat(Figures.neededRecord(0.5301)).isEqualTo("7 months");
        assertThat(Figures.recordThere(0.5301)).isEqualTo("6 months");
        assertThat(Figures.recordThere(0.1)).isEqualTo("36 days");
        assertThat(Figures.neededRecord(93.2)).isEqualTo("93.2 years");
        assertThat(Figures.neededRecord(101)).isEmpty();
    }

    @Property(tries = 3_000)
    void no_evidence_makes_a_figure_that_says_nothing(
            @ForAll @IntRange(max = 60) int trades,
            @ForAll @IntRange(min = 60, max = 4_000) int observations,
            @ForAll @DoubleRange(min = -0.05, max = 0.4) double ratio,
            @ForAll @IntRange(min = 1, max = 10_000_000) int tried,
            @ForAll @DoubleRange(min = 0, max = 1) double alike,
            @ForAll @DoubleRange(min = 0, max = 1) double luck,
            @ForAll @DoubleRange(min = 0, max = 1) double moment,
            @ForAll @DoubleRange(min = -2, max = 2) double atDoubleCommission,
            @ForAll("years") double perYear) {
        double skewed = Math.max(1e-6, Math.pow(luck, 6));
        String sentence = Verdict.of(new Evidence(
                        trades,
                        sharpe(observations, ratio),
                        tried,
                        Trials.withoutSkill(Math.max(1, Math.pow(tried, alike)), observations),
                        perYear,
                        skewed,
                        Math.max(1e-6, Math.pow(moment, 6)),
                        Math.pow(atDoubleCommission, 9)))
                .sentence();

        assertThat(sentence)
                .contains(". Next: ")
                .doesNotContain("NaN", "Infinity", "-0.00", "E-", "E+", " 0%", "(worth about 0")
                .doesNotMatch(".*\\b1 (trades|combinations|independent ones|months|days)\\b.*")
                .doesNotMatch(".*[0-9]\\.[0-9]{3,}%.*")
                .doesNotMatch(".*\\.[0-9]{5,}.*")
                .doesNotMatch(".*[0-9]{4,} (years|months|days|trades|combinations).*");
        Matcher luckTold = Pattern.compile(
                        "show a yearly Sharpe ratio of ([0-9]+\\.[0-9]+), this one has ([0-9]+\\.[0-9]+)")
                .matcher(sentence);
        if (luckTold.find()) {
            assertThat(Double.parseDouble(luckTold.group(1))).isGreaterThan(Double.parseDouble(luckTold.group(2)));
        }
        Matcher record = Pattern.compile("a record of about (.*) like this one would do, there are (.*?)\\)")
                .matcher(sentence);
        if (record.find()) {
            assertThat(record.group(1)).isNotEqualTo(record.group(2));
        }
    }

    @Provide
    Arbitrary<Double> years() {
        return Arbitraries.of(365.0, 313.0, 261.0, 252.0, 122.0, 52.0);
    }

    @Test
    void the_words_do_not_depend_on_the_language_of_the_machine() {
        Locale before = Locale.getDefault();
        Evidence evidence =
                new Evidence(200, sharpe(3650, 0.05), 99_999, Trials.withoutSkill(12_345, 3650), 365, 0.2, 0.01, 0.1);
        String expected = Verdict.of(evidence).sentence();
        try {
            Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
            assertThat(Verdict.of(evidence).sentence()).isEqualTo(expected);
            assertThat(Verdict.of(evidence(3, 9, 0.1)).sentence()).contains("3 trades", "30");
        } finally {
            Locale.setDefault(before);
        }
    }

    @Test
    void what_is_no_probability_is_no_evidence() {
        assertThatThrownBy(() -> judged(1, 1.1, 0, 0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> judged(1, 0, -0.1, 0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> evidence(-1, 365, 0.3)).isInstanceOf(IllegalArgumentException.class);
    }

    @Property(tries = 500)
    void every_evidence_has_sentences_that_begin_with_its_outcome(
            @ForAll @IntRange(max = 100) int trades,
            @ForAll @IntRange(max = 1000) int observations,
            @ForAll @DoubleRange(min = -0.5, max = 0.5) double ratio,
            @ForAll @IntRange(min = 1, max = 1_000_000) int count,
            @ForAll @DoubleRange(min = 0, max = 1) double p) {
        Evidence evidence = new Evidence(
                trades,
                sharpe(observations, ratio),
                2L * count,
                Trials.withoutSkill(count, Math.max(2, observations)),
                365,
                p,
                1 - p,
                ratio);
        Verdict verdict = Verdict.of(evidence);
        assertThat(verdict.sentence())
                .startsWith(verdict.outcome().words() + ": ")
                .endsWith(".");
        assertThat(verdict.sentence()).doesNotContain("NaN").doesNotContain("Infinity");
        assertThat(Verdict.of(evidence)).isEqualTo(verdict);
    }

    private static Evidence judged(long tried, double luck, double moment, double atDoubleCommission) {
        return new Evidence(200, sharpe(365, 0.3), tried, ONE, 365, luck, moment, atDoubleCommission);
    }

    private static Evidence evidence(int trades, int observations, double ratio) {
        return new Evidence(trades, sharpe(observations, ratio), 1, ONE, 365, 0.01, 0.01, 0.1);
    }

    private static SharpeEstimate sharpe(int observations, double ratio) {
        return new SharpeEstimate(observations, ratio, 0, 3);
    }
}
