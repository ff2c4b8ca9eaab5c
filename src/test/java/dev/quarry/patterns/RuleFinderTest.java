package dev.quarry.patterns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.quarry.engine.Golden;
import dev.quarry.job.PacedJob;
import dev.quarry.ledger.GoldenDiscovery;
import dev.quarry.ledger.tally.Tally;
import dev.quarry.ledger.tally.ValueTallies;
import dev.quarry.ledger.tally.ValueTally;
import dev.quarry.platform.json.Json;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class RuleFinderTest {

    private static final RuleThresholds NONE = new RuleThresholds(0, 0);

    @TestFactory
    Stream<DynamicTest> rules_on_anything_but_flags_are_the_references() {
        return GoldenDiscovery.all().flatMap(golden -> GoldenDiscovery.objects(golden.analysis(), "rules").stream()
                .map(expected -> dynamicTest(
                        "%s at confidence %s, occurrence %s"
                                .formatted(
                                        golden.name(),
                                        expected.get("min_confidence"),
                                        expected.get("min_occurrence_pct")),
                        () -> checkRules(golden, expected))));
    }

    private static void checkRules(GoldenDiscovery golden, Map<String, Object> expected) {
        RuleThresholds thresholds = new RuleThresholds(
                Golden.number(expected.get("min_confidence")), Golden.number(expected.get("min_occurrence_pct")));
        List<Rule> found = new RuleFinder(thresholds).find(GoldenDiscovery.tallies(golden.runs()));

        Set<String> flags = golden.grid().entrySet().stream()
                .filter(e -> ((List<?>) e.getValue()).get(0) instanceof Boolean)
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
        Map<String, Rule> actual = found.stream()
                .filter(rule -> !flags.contains(rule.parameter()))
                .collect(Collectors.toMap(Rule::description, rule -> rule));
        List<Map<String, Object>> rules = GoldenDiscovery.objects(expected, "rules").stream()
                .filter(rule -> !flags.contains(rule.get("parameter")))
                .toList();
        assertThat(actual.keySet())
                .isEqualTo(rules.stream().map(rule -> rule.get("description")).collect(Collectors.toSet()));
        for (Map<String, Object> rule : rules) {
            Rule ours = actual.get(rule.get("description"));
            assertThat(ours.parameter()).isEqualTo(rule.get("parameter"));
            assertThat(ours.condition()).isEqualTo(rule.get("condition"));
            assertThat(ours.confidence()).isEqualTo(Golden.number(rule.get("confidence")));
            Golden.assertClose("occurrence", ours.occurrencePct(), rule.get("occurrence_pct"));
            Golden.assertClose("average with", ours.avgReturnWith(), rule.get("avg_return_with"));
            Golden.assertClose("average without", ours.avgReturnWithout(), rule.get("avg_return_without"));
        }
    }

    @Test
    void flags_are_categories() {
        ValueTallies runs =
                runs(20, 50, List.of(tally("use_trailing", true, 8, 12, 40), tally("use_trailing", false, 12, 38, 4)));

        List<Rule> rules = new RuleFinder(NONE).find(runs);

        assertThat(rules).extracting(Rule::condition).containsExactly("false", "true");
        Rule off = rules.get(0);
        assertThat(off.occurrencePct()).isEqualTo(60);
        assertThat(off.avgReturnWith()).isEqualTo(38.0 / 12, within(1e-12));
        assertThat(off.avgReturnWithout()).isEqualTo(1.5);
        // sample 0.3 + 0.7 * 20 / 500 = 0.328, effect (3.1667 - 1.5) / 1.5 / 2 + 0.5 = 1 after the clamp
        assertThat(off.confidence()).isEqualTo(0.731);
        assertThat(off.description())
                .isEqualTo("use_trailing=false appears in 60% of winners (win rate: 75.0%, avg return: 3.17%)");
    }

    @Test
    void fewer_than_ten_winners_give_no_rules() {
        assertThat(new RuleFinder(NONE).find(runs(9, 9, List.of(tally("rsi_min", 70, 9, 9, 0)))))
                .isEmpty();
    }

    @Test
    void a_threshold_of_zero_keeps_rules_of_no_confidence() {
        ValueTallies runs = runs(10, 10, List.of(tally("exit_level", "mid", 10, 10, 3)));

        assertThat(new RuleFinder(NONE).find(runs))
                .extracting(Rule::confidence, Rule::avgReturnWithout)
                .containsExactly(tuple(0.0, 0.0));
        assertThat(new RuleFinder(new RuleThresholds(0.001, 0)).find(runs)).isEmpty();
    }

    @Test
    void a_parameter_with_numbers_and_nulls_is_numeric_and_the_nulls_do_not_count() {
        ValueTallies runs =
                runs(20, 60, List.of(tally("max_leverage", 2, 6, 12, 0), tally("max_leverage", null, 14, 48, 0)));

        assertThat(new RuleFinder(NONE).find(runs)).singleElement().satisfies(rule -> {
            assertThat(rule.condition()).isEqualTo("1.8-2.2");
            assertThat(rule.occurrencePct()).isEqualTo(100);
            assertThat(rule.avgReturnWith()).isEqualTo(2);
        });
    }

    @Test
    void a_numeric_parameter_needs_five_winners() {
        ValueTallies runs =
                runs(10, 10, List.of(tally("max_leverage", 2, 4, 12, 0), tally("max_leverage", null, 6, 48, 0)));

        assertThat(new RuleFinder(NONE).find(runs)).isEmpty();
    }

    @Test
    void winners_of_discoveries_that_did_not_vary_a_parameter_count_as_others() {
        ValueTallies runs = runs(30, 90, List.of(tally("exit_level", "mid", 10, 10, 0)));

        assertThat(new RuleFinder(NONE).find(runs)).singleElement().satisfies(rule -> {
            assertThat(rule.occurrencePct()).isEqualTo(100.0 / 3, within(1e-12));
            assertThat(rule.avgReturnWithout()).isEqualTo(4);
        });
    }

    @Test
    void ends_of_a_range_are_rounded_half_to_even_on_the_binary_value() {
        assertThat(Rounding.round(2.675, 2)).isEqualTo(2.67);
        assertThat(Rounding.round(0.125, 2)).isEqualTo(0.12);
        assertThat(Rounding.text(62.5, 0)).isEqualTo("62");
        assertThat(Rounding.shortText(60)).isEqualTo("60.0");
        assertThat(Rounding.shortText(-0.11)).isEqualTo("-0.11");
    }

    @Test
    void thousands_of_values_are_tested_one_by_one_and_a_cancel_is_seen_between_them() throws Exception {
        List<ValueTally> values = IntStream.range(0, 30_000)
                .mapToObj(i -> tally("exit_level", "level " + i, 10, 10, 1))
                .toList();
        ValueTallies runs = runs(300_000, 300_000, values);

        assertThat(PacedJob.longestStep(
                        Duration.ofMinutes(1), job -> () -> new RuleFinder(NONE).tested(runs, job::checkpoint)))
                .isLessThan(PacedJob.MAX_BETWEEN);
    }

    private static ValueTallies runs(long winners, double returnSum, List<ValueTally> values) {
        return new ValueTallies(each(winners, returnSum, 0), values, List.of(), 0);
    }

    private static ValueTally tally(String parameter, Object value, long winners, double returnSum, long losers) {
        return new ValueTally(parameter, Json.MAPPER.valueToTree(value), each(winners, returnSum, losers));
    }

    /** Runs of which each has an outcome of its own. */
    private static Tally each(long winners, double returnSum, long losers) {
        return new Tally(winners, returnSum, returnSum, losers, winners, losers);
    }
}
