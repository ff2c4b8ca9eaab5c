package dev.quarry.assessment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quarry.engine.Backtest;
import dev.quarry.engine.DailyReturns;
import dev.quarry.engine.IndicatorCache;
import dev.quarry.engine.StrategyParameters;
import dev.quarry.strategy.rsibands.RsiBands;
import dev.quarry.sweep.Combinations;
import dev.quarry.sweep.Grid;
import dev.quarry.sweep.SweepPlan;
import dev.quarry.sweep.SweepProgress;
import dev.quarry.sweep.fast.FastSweep;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.function.LongPredicate;
import org.junit.jupiter.api.Test;

class SearchSampleTest {

    private static final Runnable ON = () -> {};

    @Test
    void a_small_search_is_taken_whole() {
        Search search = new Search(
                new IndicatorCache(Searches.noise(1)),
                Combinations.all(Grid.of(RsiBands.STRATEGY, Map.of("rsi_min", List.of(50, 55, 60)))),
                Map.of("trade_direction", "Both", "rsi_ma_min", 45, "commission", 0.0001));
        SearchSample sample = SearchSample.of(search, OutcomeSketch.EMPTY, 1, ON);

        assertThat(sample.searchSize()).isEqualTo(3);
        assertThat(sample.sampled()).isEqualTo(3);
        assertThat(sample.overfitting().strategies()).isEqualTo(3);
        assertThat(sample.superiority().strategies()).isEqualTo(3);
        assertThat(sample.days()).isEqualTo(196);
    }

    @Test
    void a_sample_that_a_sweep_filled_on_its_way_is_what_another_sweep_would_take() {
        Search search = Searches.of(Searches.noise(2));
        OutcomeSample filled = OutcomeSample.toFill();
        sweep(search, filled, index -> false);

        assertThat(OutcomeSample.of(search.swept(filled), SearchSample.DEFAULT_SAMPLE, 1, ON))
                .isSameAs(filled);
        SearchSample fresh = SearchSample.of(search, OutcomeSketch.EMPTY, 1, ON);
        SearchSample saved = SearchSample.of(search.swept(filled), OutcomeSketch.EMPTY, 1, ON);
        assertThat(saved.distinct()).isEqualTo(fresh.distinct());
        assertThat(saved.sampled()).isEqualTo(fresh.sampled());
        assertThat(saved.overfitting()).isEqualTo(fresh.overfitting());
        assertThat(saved.superiority()).isEqualTo(fresh.superiority());
        assertThat(saved.tried().bytes()).isEqualTo(fresh.tried().bytes());
        Map<String, Object> winner = Searches.winner(search);
        assertThat(AssessmentReport.of(new Assessor(search, saved, 0, 1).assess(winner, ON)))
                .isEqualTo(AssessmentReport.of(new Assessor(search, fresh, 0, 1).assess(winner, ON)));
    }

    @Test
    void a_sample_that_missed_combinations_or_saw_them_twice_is_not_used() {
        Search search = Searches.of(Searches.noise(2));
        OutcomeSample partial = OutcomeSample.toFill();
        sweep(search, partial, index -> index == 7);
        assertThat(OutcomeSample.of(search.swept(partial), SearchSample.DEFAULT_SAMPLE, 1, ON))
                .isNotSameAs(partial);

        OutcomeSample twice = OutcomeSample.toFill();
        sweep(search, twice, index -> false);
        sweep(search, twice, index -> false);
        assertThat(OutcomeSample.of(search.swept(twice), SearchSample.DEFAULT_SAMPLE, 1, ON))
                .isNotSameAs(twice);
    }

    private static void sweep(Search search, OutcomeSample sample, LongPredicate skipped) {
        sample.listening(new FastSweep(search.indicators(), Runnable::run, 1), search.size())
                .runInChunks(
                        SweepPlan.of(search.combinations(), search.base()).skipping(skipped),
                        SweepProgress.NONE,
                        chunk -> {});
    }

    @Test
    void failures_are_left_out_and_counted() {
        Search search = Search.of(
                new IndicatorCache(Searches.noise(1)),
                Grid.of(RsiBands.STRATEGY, Map.of("stop_mode", List.of("Fixed %", "ATR"), "rsi_min", List.of(55, 60))),
                Collections.singletonMap("stop_pct", null));
        SearchSample sample = SearchSample.of(search, OutcomeSketch.EMPTY, 1, ON);
        assertThat(sample.failed()).isEqualTo(2);
        assertThat(sample.sampled()).isBetween(1, 2);
    }

    @Test
    void the_order_of_the_grid_changes_nothing() {
        Search search = Searches.of(Searches.noise(1));
        Map<String, List<?>> turned = new LinkedHashMap<>();
        List<String> names = new ArrayList<>(search.combinations().grid().names());
        Collections.reverse(names);
        for (String name : names) {
            List<?> values =
                    new ArrayList<>(search.combinations().grid().values().get(name));
            Collections.reverse(values);
            turned.put(name, values);
        }
        Search other = Search.of(search.indicators(), Grid.of(RsiBands.STRATEGY, turned), search.base());

        double[] winner = winnersReturns(search);
        assertThat(sample(other, OutcomeSketch.EMPTY).luckProbability(winner))
                .isEqualTo(sample(search, OutcomeSketch.EMPTY).luckProbability(winner));
    }

    @Test
    void a_parameter_without_effect_changes_nothing() {
        Search search = Searches.of(Searches.noise(2));
        Map<String, List<?>> wider =
                new LinkedHashMap<>(search.combinations().grid().values());
        wider.put("trail_pct", List.of(0.5, 1.0, 1.5, 2.0));
        wider.put("max_leverage", List.of(50, 100));
        Map<String, Object> base = new LinkedHashMap<>(search.base());
        base.put("use_trailing", false);
        Search other = Search.of(search.indicators(), Grid.of(RsiBands.STRATEGY, wider), base);

        SearchSample before = sample(search, OutcomeSketch.EMPTY);
        SearchSample after = sample(other, OutcomeSketch.EMPTY);
        double[] winner = winnersReturns(search);
        assertThat(after.searchSize()).isEqualTo(8 * before.searchSize());
        assertThat(after.distinct()).isEqualTo(before.distinct());
        assertThat(after.trials()).isEqualTo(before.trials());
        assertThat(after.luckProbability(winner)).isEqualTo(before.luckProbability(winner));
    }

    @Test
    void what_was_searched_before_counts_once_and_its_copies_not_at_all() {
        Search search = Searches.of(Searches.noise(3));
        SearchSample alone = sample(search, OutcomeSketch.EMPTY);
        SearchSample again = sample(search, alone.tried());
        double[] winner = winnersReturns(search);
        assertThat(again.luckProbability(winner)).isEqualTo(alone.luckProbability(winner));
        assertThat(again.distinctTried()).isEqualTo(alone.distinctTried());

        Search others = Search.of(
                search.indicators(),
                Grid.of(
                        RsiBands.STRATEGY,
                        Map.of("rsi_min", List.of(52, 57, 63), "bb_std", List.of(1.3, 1.5, 1.8, 2.8))),
                search.base());
        OutcomeSketch both = sample(others, alone.tried()).tried();
        SearchSample more = sample(search, both);
        assertThat(more.distinctTried()).isGreaterThan(alone.distinctTried());
        assertThat(more.trials().count()).isGreaterThanOrEqualTo(alone.trials().count());
        assertThat(more.luckProbability(winner)).isGreaterThanOrEqualTo(alone.luckProbability(winner));
        assertThat(sample(search, OutcomeSketch.of(both.bytes())).luckProbability(winner))
                .isEqualTo(more.luckProbability(winner));
    }

    @Test
    void a_search_that_tells_nothing_counts_as_one_trial() {
        SearchSample none = sample(
                new Search(new IndicatorCache(Searches.noise(1)), Searches.none(), Map.of()), OutcomeSketch.EMPTY);
        assertThat(none.sampled()).isZero();
        assertThat(none.trials().count()).isEqualTo(1);
        assertThat(none.overfitting().probability()).isNaN();
        assertThat(none.superiority().consistent()).isNaN();
    }

    @Test
    void it_asks_before_each_back_test_whether_to_go_on() {
        Search search = Searches.of(Searches.noise(1));
        List<Integer> calls = new ArrayList<>();
        assertThatThrownBy(() -> SearchSample.of(search, OutcomeSketch.EMPTY, 20, 1, () -> {
                    calls.add(1);
                    if (calls.size() == 5) {
                        throw new CancellationException();
                    }
                }))
                .isInstanceOf(CancellationException.class);
        assertThat(calls).hasSize(5);
    }

    private static SearchSample sample(Search search, OutcomeSketch before) {
        return SearchSample.of(search, before, 1, ON);
    }

    private static double[] winnersReturns(Search search) {
        StrategyParameters parameters =
                search.parameters(Searches.winner(search)).orThrow();
        return DailyReturns.of(
                search.indicators().bars(),
                Backtest.run(search.indicators(), parameters).markToMarketCurve(),
                parameters.account().cash());
    }
}
