package dev.quarry.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quarry.engine.Statistics;
import dev.quarry.strategy.ParameterFault;
import dev.quarry.strategy.ParameterReader;
import dev.quarry.sweep.search.SearchConstraints;
import dev.quarry.sweep.search.WinCriteria;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RankingTest {

    @Test
    void an_infinite_profit_factor_ranks_above_any_finite_one() {
        assertThat(ranked(Metric.PROFIT_FACTOR, result(0, 5000, 1), result(1, Double.POSITIVE_INFINITY, 50)))
                .containsExactly(1L, 0L);
    }

    @Test
    void ties_go_to_the_lower_drawdown_and_then_to_the_grids_order() {
        assertThat(ranked(Metric.PROFIT_FACTOR, result(0, 2, 9), result(1, 2, 3), result(2, 2, 3), result(3, 1, 1)))
                .containsExactly(1L, 2L, 0L, 3L);
    }

    @Test
    void a_figure_that_is_no_number_ranks_last() {
        assertThat(ranked(Metric.PROFIT_FACTOR, result(0, Double.NaN, 1), result(1, 0, 9)))
                .containsExactly(1L, 0L);
    }

    @Test
    void the_smaller_drawdown_is_the_better() {
        assertThat(ranked(Metric.MAX_DRAWDOWN, result(0, 1, 9), result(1, 1, 3)))
                .containsExactly(1L, 0L);
    }

    @Test
    void metrics_are_found_by_name_and_the_reference_has_two_for_the_total_return() {
        assertThat(Metric.of("total_equity_return_pct")).contains(Metric.TOTAL_RETURN);
        assertThat(Metric.of("total_return")).contains(Metric.TOTAL_RETURN);
        assertThat(Metric.of("beauty")).isEmpty();
        assertThat(Metric.names())
                .contains("profit_factor", "sharpe_ratio", "sortino_ratio", "win_rate", "calmar_ratio");
    }

    @Test
    void constraints_hold_the_greater_number_of_trades_and_only_what_is_given() {
        Map<String, Object> raw = new HashMap<>(Map.of("min_trades", 3, "max_drawdown", 10));
        raw.put("min_win_rate", null);
        ParameterReader reader = new ParameterReader(raw);
        SearchConstraints constraints = SearchConstraints.read(reader, 5);
        assertThat(reader.faults()).isEmpty();
        assertThat(constraints.minTrades()).isEqualTo(5);
        assertThat(constraints.metBy(result(0, 1, 10).statistics())).isTrue();
        assertThat(constraints.metBy(result(0, 1, 10.01).statistics())).isFalse();
        assertThat(SearchConstraints.read(new ParameterReader(Map.of("min_trades", 30)), 5)
                        .metBy(result(0, 1, 1).statistics()))
                .isFalse();
    }

    @Test
    void faults_of_constraints_and_criteria_stay_with_the_reader() {
        ParameterReader reader = new ParameterReader(Map.of("min_trades", "many", "max_drawdown", -1, "luck", 1));
        SearchConstraints.read(reader, 5);
        assertThat(reader.faults())
                .extracting(ParameterFault::name)
                .containsExactlyInAnyOrder("min_trades", "max_drawdown", "luck");
        ParameterReader other = new ParameterReader(Map.of("min_profit_factor", "x"));
        WinCriteria.read(other);
        assertThat(other.faults()).extracting(ParameterFault::name).containsExactly("min_profit_factor");
    }

    @Test
    void a_run_wins_at_the_very_bounds_of_the_criteria() {
        Statistics statistics = result(0, 1, 20).statistics();
        assertThat(WinCriteria.read(new ParameterReader(Map.of()))).isEqualTo(WinCriteria.DEFAULT);
        Map<String, Object> nulls = new HashMap<>();
        nulls.put("max_drawdown", null);
        assertThat(WinCriteria.read(new ParameterReader(nulls))).isEqualTo(WinCriteria.DEFAULT);
        assertThat(WinCriteria.DEFAULT.wonBy(statistics)).isTrue();
        assertThat(WinCriteria.DEFAULT.wonBy(result(0, 0.99, 20).statistics())).isFalse();
        assertThat(WinCriteria.DEFAULT.wonBy(
                        result(0, Double.POSITIVE_INFINITY, 20.1).statistics()))
                .isFalse();
    }

    @Test
    void a_bound_on_the_drawdown_with_open_positions_holds_by_itself_and_never_for_what_is_not_known() {
        ParameterReader reader = new ParameterReader(Map.of("max_mark_to_market_drawdown", 10));
        SearchConstraints constraints = SearchConstraints.read(reader, 0);
        WinCriteria criteria = WinCriteria.read(reader);
        assertThat(reader.faults()).isEmpty();
        for (double drawdown : new double[] {0, 10, 10.01, Double.NaN}) {
            Statistics statistics = new Statistics(10, 50, 0, 0, 0, 0, 2, 0, 0, 0, drawdown, 0, 0, 0, 0, 0);
            assertThat(constraints.metBy(statistics)).isEqualTo(drawdown <= 10);
            assertThat(criteria.wonBy(statistics)).isEqualTo(drawdown <= 10);
            assertThat(WinCriteria.DEFAULT.wonBy(statistics)).isTrue();
        }
        ParameterReader wrong = new ParameterReader(Map.of("max_mark_to_market_drawdown", -1));
        WinCriteria.read(wrong);
        assertThat(wrong.faults()).extracting(ParameterFault::name).containsExactly("max_mark_to_market_drawdown");
    }

    @Test
    void a_row_has_the_columns_of_the_reference() {
        assertThat(result(0, 1, 2).row().keySet())
                .containsExactlyInAnyOrder(
                        "profit_factor",
                        "win_rate",
                        "total_return",
                        "max_drawdown",
                        "sharpe_ratio",
                        "sortino_ratio",
                        "calmar_ratio",
                        "num_trades",
                        "avg_return");
    }

    private static List<Long> ranked(Metric metric, CombinationResult... results) {
        List<CombinationResult> all = new ArrayList<>(List.of(results));
        all.sort(metric.bestFirst());
        return all.stream().map(r -> r.combination().index()).toList();
    }

    private static CombinationResult result(long index, double profitFactor, double drawdown) {
        Statistics statistics = new Statistics(10, 50, 0, 0, 0, 0, profitFactor, 0, 0, drawdown, 0, 0, 0, 0, 0, 0);
        return CombinationResult.tested(new Combination(index, Map.of()), statistics);
    }
}
