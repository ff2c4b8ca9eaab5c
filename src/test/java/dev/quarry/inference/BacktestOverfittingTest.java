package dev.quarry.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class BacktestOverfittingTest {

    @Test
    void sixteen_blocks_are_halved_in_all_12_870_ways() {
        BacktestOverfitting result = BacktestOverfitting.of(Noise.strategies(4, 64, 0, 1, 1));
        assertThat(result.blocks()).isEqualTo(16);
        assertThat(result.splits()).isEqualTo(12_870);
        assertThat(result.strategies()).isEqualTo(4);
    }

    @Test
    void choosing_among_noise_is_blind() {
        double sum = 0;
        double losses = 0;
        for (int seed = 0; seed < 60; seed++) {
            BacktestOverfitting result = BacktestOverfitting.of(Noise.strategies(50, 240, 0, 0.01, seed), 10);
            sum += result.probability() / 60;
            losses += result.probabilityOfLoss() / 60;
        }
        assertThat(sum).isCloseTo(0.5, within(0.07));
        assertThat(losses).isCloseTo(0.5, within(0.07));
    }

    @Test
    void a_strategy_with_an_edge_is_chosen_and_stays_the_best() {
        double[][] returns = Noise.strategies(50, 240, 0, 0.01, 5);
        returns[17] = Noise.normal(240, 0.008, 0.01, 99);
        BacktestOverfitting result = BacktestOverfitting.of(returns);
        assertThat(result.probability()).isLessThan(0.001);
        assertThat(result.probabilityOfLoss()).isLessThan(0.001);
        assertThat(result.medianRank()).isEqualTo(50.0 / 51);
        assertThat(result.medianInSample()).isCloseTo(0.8, within(0.2));
        assertThat(result.medianOutOfSample()).isCloseTo(0.8, within(0.2));
    }

    @Test
    void strategies_that_only_differ_by_when_they_were_lucky_are_overfitted() {
        double[][] returns = new double[8][160];
        for (int k = 0; k < 8; k++) {
            double[] series = Noise.normal(160, 0, 0.01, k);
            double mean = ReturnStatistics.mean(series);
            for (int t = 0; t < 160; t++) {
                returns[k][t] = series[t] - mean;
            }
        }
        BacktestOverfitting result = BacktestOverfitting.of(returns);
        assertThat(result.probability()).isGreaterThan(0.95);
        assertThat(result.probabilityOfLoss()).isGreaterThan(0.99);
        assertThat(result.degradationSlope()).isLessThan(-0.5);
    }

    @Test
    void among_equal_strategies_there_is_nothing_to_choose() {
        double[] series = Noise.normal(64, 0.1, 1, 1);
        assertThat(BacktestOverfitting.of(new double[][] {series, series, series})
                        .probability())
                .isNaN();
        assertThat(BacktestOverfitting.of(new double[3][64]).probability()).isNaN();
    }

    @Test
    void among_strategies_in_proportion_there_is_nothing_to_choose() {
        double[] series = Noise.normal(64, 0.1, 1, 1);
        double[][] inProportion = {
            series, Noise.scaled(series, 0.1), Noise.scaled(series, 0.3), Noise.scaled(series, 7.7)
        };
        BacktestOverfitting result = BacktestOverfitting.of(inProportion);
        assertThat(result.probability()).isNaN();
        assertThat(result.medianRank()).isNaN();
    }

    @Property(tries = 40)
    void all_figures_are_those_of_the_plain_computation(
            @ForAll long seed,
            @ForAll @IntRange(min = 2, max = 9) int strategies,
            @ForAll @IntRange(min = 12, max = 40) int periods) {
        double[][] returns = sparse(strategies, periods, seed);
        BacktestOverfitting fast = BacktestOverfitting.of(returns, 6);
        List<Double> ins = new ArrayList<>();
        List<Double> outs = new ArrayList<>();
        List<Double> ranks = new ArrayList<>();
        boolean differ = false;
        for (int mask = 0; mask < 64; mask++) {
            if (Integer.bitCount(mask) == 3) {
                double[] in = new double[strategies];
                double[] out = new double[strategies];
                for (int k = 0; k < strategies; k++) {
                    in[k] = sharpe(half(returns[k], mask, true));
                    out[k] = sharpe(half(returns[k], mask, false));
                }
                int best = 0;
                for (int k = 1; k < strategies; k++) {
                    best = in[k] > in[best] + 1e-9 ? k : best;
                }
                double greatest = in[best];
                differ |= Arrays.stream(in).anyMatch(ratio -> ratio < greatest - 1e-9);
                double chosen = out[best];
                double below = Arrays.stream(out).filter(o -> o < chosen - 1e-9).count();
                double equal = Arrays.stream(out)
                        .filter(o -> Math.abs(o - chosen) <= 1e-9)
                        .count();
                ins.add(in[best]);
                outs.add(chosen);
                ranks.add((below + (equal + 1) / 2) / (strategies + 1));
            }
        }
        if (!differ) {
            assertThat(fast.probability()).isNaN();
            return;
        }
        assertThat(fast.splits()).isEqualTo(20);
        assertThat(fast.probability())
                .isEqualTo(ranks.stream()
                                .filter(r -> Math.log(r / (1 - r)) <= 1e-12)
                                .count()
                        / 20.0);
        assertThat(fast.probabilityOfLoss())
                .isEqualTo(outs.stream().filter(o -> o < -1e-9).count() / 20.0);
        assertThat(fast.medianRank()).isCloseTo(median(ranks), within(1e-12));
        assertThat(fast.medianInSample()).isCloseTo(median(ins), within(1e-9));
        assertThat(fast.medianOutOfSample()).isCloseTo(median(outs), within(1e-9));
        double slope = slope(ins, outs);
        if (!Double.isNaN(slope)) {
            assertThat(fast.degradationSlope()).isCloseTo(slope, within(1e-6));
            assertThat(fast.degradationIntercept()).isCloseTo(mean(outs) - slope * mean(ins), within(1e-6));
        }
    }

    @Property(tries = 30)
    void figures_are_shares_and_do_not_depend_on_the_scale(@ForAll long seed) {
        double[][] returns = Noise.strategies(10, 40, 0, 1, seed);
        BacktestOverfitting result = BacktestOverfitting.of(returns, 8);
        double[][] scaled = returns.clone();
        Arrays.setAll(scaled, k -> Noise.scaled(returns[k], Math.scalb(1, k)));
        assertThat(BacktestOverfitting.of(scaled, 8)).isEqualTo(result);
        assertThat(result.probability()).isBetween(0.0, 1.0);
        assertThat(result.probabilityOfLoss()).isBetween(0.0, 1.0);
        assertThat(result.medianRank()).isBetween(0.0, 1.0);
    }

    @Test
    void too_little_data_tells_nothing() {
        assertThat(BacktestOverfitting.of(new double[0][]).probability()).isNaN();
        assertThat(BacktestOverfitting.of(Noise.strategies(1, 100, 0, 1, 1)).probability())
                .isNaN();
        assertThat(BacktestOverfitting.of(Noise.strategies(5, 31, 0, 1, 1)).probability())
                .isNaN();
        double[][] holed = Noise.strategies(5, 100, 0, 1, 1);
        holed[3][50] = Double.NaN;
        assertThat(BacktestOverfitting.of(holed).medianRank()).isNaN();
    }

    @Test
    void unequal_series_and_odd_blocks_are_refused() {
        double[][] ragged = {new double[64], new double[65]};
        assertThatThrownBy(() -> BacktestOverfitting.of(ragged)).isInstanceOf(IllegalArgumentException.class);
        double[][] fine = Noise.strategies(2, 64, 0, 1, 1);
        for (int blocks : new int[] {0, 7, 22}) {
            assertThatThrownBy(() -> BacktestOverfitting.of(fine, blocks)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    /** Returns of which some strategies have none in places, and some are copies of others. */
    private static double[][] sparse(int strategies, int periods, long seed) {
        Random random = new Random(seed);
        double[][] returns = Noise.strategies(strategies, periods, 0, 0.01, seed);
        for (int k = 0; k < strategies; k++) {
            int kind = random.nextInt(4);
            if (kind == 0) {
                Arrays.fill(returns[k], 0, random.nextInt(periods), 0);
            } else if (kind == 1 && k > 0) {
                returns[k] = returns[k - 1].clone();
            }
        }
        return returns;
    }

    private static double[] half(double[] series, int mask, boolean inSample) {
        List<Double> values = new ArrayList<>();
        for (int block = 0; block < 6; block++) {
            if ((mask >> block & 1) == (inSample ? 1 : 0)) {
                for (int t = block * series.length / 6; t < (block + 1) * series.length / 6; t++) {
                    values.add(series[t]);
                }
            }
        }
        return values.stream().mapToDouble(Double::doubleValue).toArray();
    }

    private static double sharpe(double[] returns) {
        double ratio = ReturnStatistics.sharpe(returns);
        return Double.isNaN(ratio) ? 0 : ratio;
    }

    private static double slope(List<Double> x, List<Double> y) {
        double products = 0;
        double squares = 0;
        for (int i = 0; i < x.size(); i++) {
            products += (x.get(i) - mean(x)) * (y.get(i) - mean(y));
            squares += (x.get(i) - mean(x)) * (x.get(i) - mean(x));
        }
        return squares > 1e-12 ? products / squares : Double.NaN;
    }

    private static double mean(List<Double> values) {
        return values.stream().mapToDouble(Double::doubleValue).average().orElseThrow();
    }

    private static double median(List<Double> values) {
        double[] sorted =
                values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        return (sorted[sorted.length / 2] + sorted[(sorted.length - 1) / 2]) / 2;
    }
}
