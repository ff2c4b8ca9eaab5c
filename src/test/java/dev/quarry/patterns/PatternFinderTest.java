package dev.quarry.patterns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.quarry.engine.Golden;
import dev.quarry.inference.ContingencyTable;
import dev.quarry.ledger.GoldenDiscovery;
import dev.quarry.ledger.tally.Tally;
import dev.quarry.ledger.tally.ValueTallies;
import dev.quarry.ledger.tally.ValueTally;
import dev.quarry.platform.json.Json;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;

class PatternFinderTest {

    @TestFactory
    Stream<DynamicTest> winner_rates_of_values_are_the_references() {
        return GoldenDiscovery.all()
                .map(golden -> dynamicTest(golden.name(), () -> {
                    List<ValuePattern> patterns = finder(golden).values();
                    Map<String, Object> expected = Golden.object(golden.analysis(), "value_patterns");
                    expected.forEach((parameter, rows) -> {
                        List<ValuePattern> ours = patterns.stream()
                                .filter(p -> p.parameter().equals(parameter))
                                .toList();
                        assertThat(ours).hasSameSizeAs((List<?>) rows);
                        assertThat(ours)
                                .isSortedAccordingTo(Comparator.comparing(ValuePattern::winnerRate)
                                        .reversed());
                        for (Object row : (List<?>) rows) {
                            List<?> cells = (List<?>) row;
                            JsonNode value = Json.MAPPER.valueToTree(cells.get(0));
                            assertThat(ours)
                                    .filteredOn(p -> p.value().equals(value))
                                    .singleElement()
                                    .satisfies(p -> {
                                        Golden.assertClose("winner rate", p.winnerRate(), cells.get(1));
                                        assertThat(p.totalCount()).isEqualTo(((Number) cells.get(2)).longValue());
                                    });
                        }
                    });
                }));
    }

    @TestFactory
    Stream<DynamicTest> winner_rates_of_ranges_are_the_references_flags_aside() {
        return GoldenDiscovery.all()
                .map(golden -> dynamicTest(golden.name(), () -> {
                    List<RangePattern> patterns = finder(golden).ranges();
                    Map<String, Object> expected = Golden.object(golden.analysis(), "range_patterns");
                    for (String parameter : expected.keySet()) {
                        boolean flag = golden.gridValues().get(parameter).get(0) instanceof Boolean;
                        List<Map<String, Object>> rows =
                                flag ? List.of() : GoldenDiscovery.objects(expected, parameter);
                        List<RangePattern> ours = patterns.stream()
                                .filter(p -> p.parameter().equals(parameter))
                                .toList();
                        assertThat(ours).hasSameSizeAs(rows);
                        for (int i = 0; i < rows.size(); i++) {
                            JsonNode json = Json.MAPPER.valueToTree(ours.get(i));
                            rows.get(i).forEach((name, value) -> assertThat(
                                            json.get(name).doubleValue())
                                    .as(name)
                                    .isEqualTo(Golden.number(value)));
                        }
                    }
                }));
    }

    @TestFactory
    Stream<DynamicTest> pairs_are_the_references_interactions() {
        return GoldenDiscovery.all()
                .map(golden -> dynamicTest(golden.name(), () -> {
                    Map<String, Object> expected = Golden.object(golden.analysis(), "interactions");
                    String first = (String) expected.get("param1");
                    String second = (String) expected.get("param2");
                    List<PairPattern> ours = finder(golden).pairs().stream()
                            .filter(p -> p.parameter().equals(first)
                                    && p.otherParameter().equals(second))
                            .toList();
                    List<Map<String, Object>> rows = GoldenDiscovery.objects(expected, "best_combinations");
                    assertThat(ours).hasSameSizeAs(rows);
                    for (int i = 0; i < rows.size(); i++) {
                        PairPattern pair = ours.get(i);
                        assertThat(pair.value().doubleValue())
                                .isEqualTo(Golden.number(rows.get(i).get(first)));
                        assertThat(pair.otherValue().doubleValue())
                                .isEqualTo(Golden.number(rows.get(i).get(second)));
                        assertThat(pair.count()).isEqualTo(((Number) rows.get(i).get("count")).longValue());
                        Golden.assertClose(
                                "average", pair.avgReturn(), rows.get(i).get("avg_return"));
                        Golden.assertClose(
                                "best", pair.bestReturn(), rows.get(i).get("best_return"));
                    }
                }));
    }

    @Test
    void winners_are_held_against_losers() {
        // Of 40 runs with "mid" 30 won, of 60 with "lower" 20 did.
        ValueTallies runs = tallies(each("mid", 30, 10), each("lower", 20, 40));

        ValuePattern mid = new PatternFinder(runs, () -> {}).values().get(0);
        Significance s = mid.significance();
        assertThat(s.winnersWith()).isEqualTo(30);
        assertThat(s.losersWithout()).isEqualTo(40);
        assertThat(s.baseRate()).isEqualTo(0.5);
        assertThat(s.winRateWith()).isEqualTo(0.75);
        assertThat(s.lift()).isEqualTo(1.5);
        assertThat(s.pValue()).isEqualTo(new ContingencyTable(30, 10, 20, 40).fisherGreater());
        // The other value is certain to be no better; two tests were made.
        assertThat(s.qValue()).isEqualTo(2 * s.pValue(), within(1e-15));
    }

    @Test
    void a_parameter_without_effect_is_not_significant_however_often_its_outcomes_are_repeated() {
        // Ten outcomes, three of which won, each under both values of the parameter and a hundred others.
        ValueTallies runs = tallies(
                new ValueTally("trail_pct", value("1"), new Tally(300, 0, 0, 700, 1.5, 3.5)),
                new ValueTally("trail_pct", value("2"), new Tally(300, 0, 0, 700, 1.5, 3.5)));

        assertThat(new PatternFinder(runs, () -> {}).values()).allSatisfy(pattern -> {
            assertThat(pattern.significance().lift()).isEqualTo(1);
            assertThat(pattern.significance().outcomesWith()).isEqualTo(5);
            assertThat(pattern.significance().pValue()).isGreaterThan(0.3);
        });
    }

    @Test
    void conditions_that_are_no_rule_count_among_the_tests() {
        ValueTallies runs = tallies(each("mid", 30, 10), each("lower", 20, 40), each("upper", 0, 30));

        List<Rule> all = new RuleFinder(new RuleThresholds(0, 0)).find(runs);
        List<Rule> strict = new RuleFinder(new RuleThresholds(0, 55)).find(runs);
        assertThat(all).extracting(Rule::condition).containsExactlyInAnyOrder("mid", "lower");
        assertThat(strict).singleElement().satisfies(rule -> {
            Significance s = rule.significance();
            assertThat(rule.condition()).isEqualTo("mid");
            assertThat(s.qValue()).isEqualTo(3 * s.pValue(), within(1e-15));
        });
    }

    @Test
    void values_with_few_runs_are_left_out_and_a_stopped_job_stops() {
        ValueTallies runs = tallies(each("mid", 30, 10), each("lower", 4, 0));

        assertThat(new PatternFinder(runs, () -> {}).values())
                .extracting(pattern -> pattern.value().stringValue())
                .containsExactly("mid");
        assertThatThrownBy(() -> new PatternFinder(runs, () -> {
                            throw new IllegalStateException("stopped");
                        })
                        .values())
                .hasMessage("stopped");
    }

    private static PatternFinder finder(GoldenDiscovery golden) {
        return new PatternFinder(GoldenDiscovery.tallies(golden.runs()), () -> {});
    }

    private static ValueTallies tallies(ValueTally... values) {
        Tally all = Stream.of(values).map(ValueTally::runs).reduce(Tally.NONE, Tally::plus);
        return new ValueTallies(all, List.of(values), List.of(), 0);
    }

    private static ValueTally each(String value, long winners, long losers) {
        return new ValueTally("exit_level", value(value), new Tally(winners, winners, 1, losers, winners, losers));
    }

    private static JsonNode value(String text) {
        return Json.MAPPER.valueToTree(text);
    }
}
