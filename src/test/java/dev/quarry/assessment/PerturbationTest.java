package dev.quarry.assessment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.quarry.calibration.SyntheticMarket;
import dev.quarry.calibration.SyntheticMarket.Kind;
import dev.quarry.engine.IndicatorCache;
import dev.quarry.series.Bars;
import dev.quarry.strategy.rsibands.RsiBands;
import dev.quarry.sweep.Grid;
import dev.quarry.sweep.SweepProgress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;

class PerturbationTest {

    private static final Grid GRID = Grid.of(
            RsiBands.STRATEGY,
            Map.of("rsi_min", List.of(55, 60, 65), "stop_pct", List.of(3.0, 2.0, 4.0), "bb_std", List.of(2.0)));

    private static final Map<String, Object> WINNER = Map.of(
            "rsi_min",
            60,
            "rsi_ma_min",
            50,
            "stop_pct",
            3,
            "bb_std",
            2.0,
            "trade_direction",
            "Both",
            "commission",
            0.0001);

    /**
     * +50%, −20%, −10%: losses that follow one another take 28%, which is so in four of the six orders; with the profit between
     * them the deeper one alone takes 20%.
     */
    @Test
    void the_drawdowns_of_three_trades_are_those_of_their_six_orders() {
        TradeShuffle shuffle = TradeShuffle.of(new double[] {-0.2, 0.5, -0.1}, 6_000, 1, () -> {});

        assertThat(shuffle.drawdownPercent()).isCloseTo(20, within(1e-9));
        assertThat(shuffle.shareAsDeep()).isEqualTo(1);
        assertThat(shuffle.drawdownPercentAt50()).isCloseTo(28, within(1e-9));
        TradeShuffle deepest = TradeShuffle.of(new double[] {0.5, -0.2, -0.1}, 6_000, 1, () -> {});
        assertThat(deepest.drawdownPercent()).isCloseTo(28, within(1e-9));
        assertThat(deepest.shareAsDeep()).isCloseTo(4 / 6.0, within(0.02));
        assertThat(TradeShuffle.of(new double[0], 10, 1, () -> {}).sentence())
                .isEqualTo("There are no trades to shuffle.");
    }

    @Test
    void resampled_bars_keep_their_shape_and_follow_one_another() {
        Bars bars = SyntheticMarket.fourHours(Kind.GARCH, 0).bars(3).slice(0, 500);
        int[] same = new int[500];
        int[] mixed = new int[500];
        Random random = new Random(1);
        for (int i = 0; i < 500; i++) {
            same[i] = i;
            mixed[i] = random.nextInt(500);
        }
        Bars again = ResampledMarkets.resampled(bars, same);
        Bars other = ResampledMarkets.resampled(bars, mixed);
        for (int i = 0; i < 500; i++) {
            assertThat(again.close()[i]).isCloseTo(bars.close()[i], within(1e-9 * bars.close()[i]));
            int from = mixed[i];
            double before = i == 0 ? bars.open()[0] : other.close()[i - 1];
            double beforeFrom = from == 0 ? bars.open()[0] : bars.close()[from - 1];
            assertThat(other.high()[i] / before).isCloseTo(bars.high()[from] / beforeFrom, within(1e-12));
            assertThat(other.low()[i] / before).isCloseTo(bars.low()[from] / beforeFrom, within(1e-12));
            assertThat(other.close()[i] / before).isCloseTo(bars.close()[from] / beforeFrom, within(1e-12));
        }
        assertThat(other.openTime()).isEqualTo(bars.openTime());
    }

    @Test
    void an_edge_lasts_on_markets_made_of_its_own_and_a_strategy_without_one_has_none() {
        Perturbation planted =
                perturb(SyntheticMarket.fourHours(Kind.REVERTING, 0.68).bars(1), 1);
        double noise = 0;
        for (long seed = 1; seed <= 4; seed++) {
            noise += perturb(SyntheticMarket.fourHours(Kind.RANDOM_WALK, 0).bars(seed), 1)
                            .markets()
                            .sharpeAt50()
                    / 4;
        }
        assertThat(planted.markets().sharpeAt5()).isGreaterThan(0.5);
        assertThat(planted.markets().shareBelowZero()).isLessThan(0.02);
        assertThat(planted.numbers().shareKeepingHalf()).isGreaterThan(0.8);
        assertThat(noise).isBetween(-0.8, 0.6);
    }

    @Test
    void the_same_seed_says_the_same_and_another_does_not() {
        Bars bars = SyntheticMarket.fourHours(Kind.GARCH, 0).bars(5).slice(0, 2_000);
        assertThat(PerturbationReport.of(perturb(bars, 1))).isEqualTo(PerturbationReport.of(perturb(bars, 1)));
        assertThat(perturb(bars, 2).markets()).isNotEqualTo(perturb(bars, 1).markets());
    }

    @Test
    void numbers_move_to_the_next_value_of_the_grid_or_by_five_percent() {
        Bars bars = SyntheticMarket.fourHours(Kind.RANDOM_WALK, 0).bars(2).slice(0, 1_000);
        Map<String, List<Object>> moved = new HashMap<>();
        perturb(bars, 1).numbers().single().forEach(move -> moved.computeIfAbsent(
                        move.parameter(), name -> new ArrayList<>())
                .add(move.value()));

        assertThat(moved.get("rsi_min")).containsExactly(55, 65);
        assertThat(moved.get("stop_pct")).containsExactly(2.0, 4.0);
        assertThat(moved.get("bb_std")).containsExactly(1.9, 2.1);
        assertThat(moved.get("kc_atr_len")).containsExactly(13L, 15L);
        assertThat(moved.get("max_bars_in_trade")).containsExactly(95L, 105L);
        assertThat(moved).doesNotContainKeys("commission", "cash", "daily_loss_limit", "rsi_max");
    }

    @Test
    void progress_goes_on_to_its_end_and_what_it_throws_comes_out() {
        Bars bars = SyntheticMarket.fourHours(Kind.RANDOM_WALK, 0).bars(2).slice(0, 600);
        List<Long> reported = new ArrayList<>();
        Perturbation.of(search(bars), WINNER, 1, (done, total) -> {
            assertThat(done).isBetween(1L, total);
            reported.add(done);
        });
        assertThat(reported).isSorted();
        assertThatThrownBy(() -> Perturbation.of(search(bars), WINNER, 1, (done, total) -> {
                    if (done == 700) {
                        throw new CancellationException();
                    }
                }))
                .isInstanceOf(CancellationException.class);
    }

    @Test
    void a_winner_that_never_trades_and_prices_of_nothing_are_reported_in_words() {
        Bars bars = SyntheticMarket.fourHours(Kind.RANDOM_WALK, 0).bars(2).slice(0, 300);
        Map<String, Object> never = new HashMap<>(WINNER);
        never.put("rsi_min", 100);
        Perturbation none = Perturbation.of(search(bars), never, 1, SweepProgress.NONE);
        assertThat(none.yearlySharpe()).isZero();
        assertThat(none.order().draws()).isZero();
        assertThat(none.markets().sharpeAt50()).isZero();

        bars.low()[7] = 0;
        assertThat(PerturbationReport.of(Perturbation.of(search(bars), WINNER, 1, SweepProgress.NONE))
                        .resampledMarkets()
                        .sentence())
                .contains("Markets cannot be put together from prices that are not above 0.");
    }

    private static Perturbation perturb(Bars bars, long seed) {
        return Perturbation.of(search(bars), WINNER, seed, SweepProgress.NONE);
    }

    private static Search search(Bars bars) {
        return Search.of(new IndicatorCache(bars), GRID, Map.of());
    }
}
