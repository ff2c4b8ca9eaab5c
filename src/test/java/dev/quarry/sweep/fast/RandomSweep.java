package dev.quarry.sweep.fast;

import dev.quarry.engine.Backtest;
import dev.quarry.engine.SharedSettings;
import dev.quarry.engine.StrategyParameters;
import dev.quarry.series.Bars;
import dev.quarry.series.Timeframe;
import dev.quarry.strategy.NumberRange;
import dev.quarry.strategy.Parameter;
import dev.quarry.strategy.ParameterValues;
import dev.quarry.strategy.Strategy;
import dev.quarry.strategy.rsibands.RsiBands;
import dev.quarry.sweep.Combinations;
import dev.quarry.sweep.Grid;
import dev.quarry.sweep.SweepPlan;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * A series and a plan drawn from a seed: every parameter of the strategy and every shared setting may vary, with values that
 * its type and range allow, so that a new one is compared without being named here.
 */
public final class RandomSweep {

    private static final int MAX_COMBINATIONS = 600;
    /** Of so many base values those are taken that trade most: at random hardly any strategy enters. */
    private static final int BASES = 4;

    private final long seed;
    private final Strategy strategy;
    private final Random random;

    public RandomSweep(long seed) {
        this(seed, RsiBands.STRATEGY);
    }

    public RandomSweep(long seed, Strategy strategy) {
        this.seed = seed;
        this.strategy = strategy;
        this.random = new Random(seed);
    }

    /** From nothing to a few hundred bars: a walk with jumps, or flat, or with spikes, some bars missing. */
    public Bars bars() {
        int[] few = {0, 1, 2, 3, 5};
        int size = random.nextInt(12) == 0 ? few[random.nextInt(few.length)] : 40 + random.nextInt(300);
        Timeframe timeframe = Timeframe.values()[random.nextInt(Timeframe.values().length)];
        double gaps = pick(0, 0, 0.1, 0.5);
        double flat = pick(0, 0.1, 0.6, 0.95);
        double spikes = pick(0, 0.02, 0.1);
        double move = pick(0.001, 0.01, 0.05);
        double tick = pick(0, 0, 0.5);
        long[] openTime = new long[size];
        double[][] prices = new double[5][size];
        Random volumes = new Random(~seed);
        long slot = (random.nextBoolean() ? 1_500_000_000_000L : -50_000_000L) / timeframe.millis();
        double last = 100;
        for (int i = 0; i < size; i++) {
            openTime[i] = slot * timeframe.millis();
            slot += random.nextDouble() < gaps ? 1 + random.nextInt(60) : 1;
            boolean still = random.nextDouble() < flat;
            double open = still ? last : last * (1 + random.nextGaussian() * move / 3);
            double close = still ? open : open * (1 + random.nextGaussian() * move);
            boolean spike = random.nextDouble() < spikes;
            double reach = spike ? 20 * move : still ? 0 : move;
            prices[0][i] = rounded(open, tick);
            prices[1][i] = rounded(Math.max(open, close) * (1 + random.nextDouble() * reach), tick);
            prices[2][i] = rounded(Math.min(open, close) * (1 - random.nextDouble() * Math.min(0.9, reach)), tick);
            prices[3][i] = rounded(close, tick);
            prices[4][i] = volumes.nextInt(5) == 0 ? 0 : Math.exp(volumes.nextGaussian());
            last = close < 1 || close > 1e6 ? 100 : close;
        }
        Bars bars = new Bars(timeframe, openTime, prices[0], prices[1], prices[2], prices[3], prices[4]);
        return seed % 4 == 3 ? bars.withFunding(funding(size)) : bars;
    }

    /** Payments to and fro, some of them large, at some of the bars. */
    private double[] funding(int size) {
        Random payments = new Random(seed);
        double[] sums = new double[size];
        double sum = 0;
        for (int i = 0; i < size; i++) {
            sum += payments.nextInt(3) == 0 ? payments.nextGaussian() * 0.01 : 0;
            sums[i] = sum;
        }
        return sums;
    }

    /** A grid over some parameters on top of base values for others. */
    public SweepPlan plan() {
        List<Parameter<?>> parameters =
                new ArrayList<>(StrategyParameters.parameters(strategy).toList());
        Collections.shuffle(parameters, random);
        int varied = 1 + random.nextInt(7);
        Map<String, Object> grid = new LinkedHashMap<>();
        int size = 1;
        for (Parameter<?> parameter : parameters.subList(0, varied)) {
            List<Object> values = drawn(parameter);
            if (size * values.size() <= MAX_COMBINATIONS) {
                grid.put(parameter.name(), values);
                size *= values.size();
            }
        }
        Map<String, Object> base = base(parameters.subList(varied, parameters.size()), grid);
        if (random.nextInt(40) == 0) {
            base.put(SharedSettings.STOP_MODE.name(), "none");
        }
        Combinations all = Combinations.all(Grid.of(strategy, grid));
        return switch (random.nextInt(5)) {
            case 0 -> SweepPlan.of(Combinations.distinct(all.grid()), base);
            case 1 -> SweepPlan.of(all.sample(1 + random.nextInt(100), random.nextLong()), base);
            case 2 -> SweepPlan.of(all, base).skipping(index -> index % 3 == 1);
            default -> SweepPlan.of(all, base);
        };
    }

    private Map<String, Object> base(List<Parameter<?>> parameters, Map<String, Object> grid) {
        Bars sample = new RandomSweep(seed, strategy).bars();
        Map<String, Object> best = Map.of();
        int most = -1;
        for (int k = 0; k < BASES; k++) {
            Map<String, Object> base = new HashMap<>();
            for (Parameter<?> parameter : parameters) {
                if (random.nextInt(3) == 0) {
                    List<Object> values = values(parameter);
                    base.put(parameter.name(), values.get(random.nextInt(values.size())));
                }
            }
            Map<String, Object> first = new HashMap<>(base);
            grid.forEach((name, values) -> first.put(name, ((List<?>) values).get(0)));
            int trades = StrategyParameters.parse(strategy, first, 0)
                    .parameters()
                    .map(run -> Backtest.run(sample, run).trades().size())
                    .orElse(0);
            if (trades > most) {
                most = trades;
                best = base;
            }
        }
        return best;
    }

    private List<Object> drawn(Parameter<?> parameter) {
        List<Object> values = values(parameter);
        Collections.shuffle(values, random);
        List<Object> few = new ArrayList<>(values.subList(0, 1 + random.nextInt(Math.min(5, values.size()))));
        if (random.nextInt(10) == 0) {
            few.add(few.get(0));
        }
        return few;
    }

    /** Values that a parameter may have: its ends, its default, some about that, and none where it may be none. */
    private List<Object> values(Parameter<?> parameter) {
        List<Object> values = new ArrayList<>();
        switch (parameter.kind()) {
            case FLAG -> values.addAll(List.of(true, false));
            case CHOICE -> values.addAll(parameter.choices());
            case WINDOW ->
                values.addAll(List.of(1, 2, 3 + random.nextInt(5), parameter.absent(), 1 + random.nextInt(60)));
            case WHOLE -> values.addAll(List.of((int) parameter.range().min(), 1, 3 + random.nextInt(20), 100));
            case NUMBER -> addNumbers(values, parameter);
        }
        if (parameter.range() != null) {
            values.removeIf(value -> !parameter.range().contains(((Number) value).doubleValue()));
        }
        if (parameter.optional()) {
            values.add(null);
        }
        return values;
    }

    private void addNumbers(List<Object> values, Parameter<?> parameter) {
        NumberRange range = parameter.range();
        double usual =
                parameter.written(new ParameterValues(Map.of())) instanceof Number given ? given.doubleValue() : 1;
        values.add(usual);
        for (int k = 0; k < 3; k++) {
            double near = usual == 0 ? Math.pow(10, -1 - random.nextInt(4)) : usual * Math.exp(random.nextGaussian());
            values.add(Math.min(range.max(), random.nextInt(3) == 0 ? Math.rint(near * 2) / 2 : near));
        }
        values.add(range.min());
        if (range.max() < Double.MAX_VALUE) {
            values.add(range.max());
        }
        if (range.min() < 0) {
            values.add(-Math.pow(10, -1 - random.nextInt(4)));
        }
    }

    private double pick(double... values) {
        return values[random.nextInt(values.length)];
    }

    private static double rounded(double price, double tick) {
        return tick == 0 ? price : Math.max(tick, Math.rint(price / tick) * tick);
    }
}
