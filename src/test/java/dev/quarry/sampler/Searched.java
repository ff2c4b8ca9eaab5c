package dev.quarry.sampler;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.function.Function;

/** A known function on a space of levels, and searches of it. */
record Searched(List<Dimension> space, Function<double[], List<Double>> costs) {

    private static final int LEVELS = 1001;

    /** Of so many ordered dimensions on [0, 1]; less is better. */
    static Searched of(int dimensions, Function<double[], List<Double>> costs) {
        return new Searched(Collections.nCopies(dimensions, new Dimension(LEVELS, true)), costs);
    }

    /** Its best is 0 at x = 0.3. */
    static Searched sphere(int dimensions) {
        return of(
                dimensions,
                x -> List.of(Arrays.stream(x).map(v -> (v - 0.3) * (v - 0.3)).sum()));
    }

    /** On [-2, 2]; its best is 0 at x = 1. */
    static Searched rosenbrock(int dimensions) {
        return of(dimensions, unit -> {
            double[] x = Arrays.stream(unit).map(v -> 4 * v - 2).toArray();
            double sum = 0;
            for (int i = 0; i < x.length - 1; i++) {
                double bend = x[i + 1] - x[i] * x[i];
                sum += 100 * bend * bend + (1 - x[i]) * (1 - x[i]);
            }
            return List.of(sum);
        });
    }

    /** Its best is 0.397887, at three places. */
    static Searched branin() {
        return of(2, unit -> {
            double x = 15 * unit[0] - 5;
            double y = 15 * unit[1];
            double bend = y - 5.1 / (4 * Math.PI * Math.PI) * x * x + 5 / Math.PI * x - 6;
            return List.of(bend * bend + 10 * (1 - 1 / (8 * Math.PI)) * Math.cos(x) + 10);
        });
    }

    /** Zitzler, Deb and Thiele's first one, in ten dimensions. Its front is 1 - sqrt(f1). */
    static Searched zdtOne() {
        return of(10, x -> {
            double g = 1 + Arrays.stream(x).skip(1).sum();
            return List.of(x[0], g * (1 - Math.sqrt(x[0] / g)));
        });
    }

    /** Every trial of a search in batches. */
    List<Trial> run(SamplerKind kind, int trials, int batch, long seed) {
        Sampler sampler = kind.sampler(space, trials, seed);
        List<Trial> all = new ArrayList<>();
        while (all.size() < trials) {
            List<Trial> told = sampler.ask(Math.min(batch, trials - all.size())).stream()
                    .map(this::trial)
                    .toList();
            sampler.tell(told);
            all.addAll(told);
        }
        return all;
    }

    Trial trial(Point point) {
        double[] x = new double[space.size()];
        for (int d = 0; d < x.length; d++) {
            x[d] = (double) point.level(d) / Math.max(1, space.get(d).levels() - 1);
        }
        return new Trial(point, costs.apply(x).stream().map(cost -> 0.0 - cost).toList());
    }

    /** The least cost of a search. */
    double best(SamplerKind kind, int trials, int batch, long seed) {
        return run(kind, trials, batch, seed).stream()
                .mapToDouble(trial -> -trial.value())
                .min()
                .orElseThrow();
    }

    /** The area that two costs of a search dominate below (1.1, 11): zero where nothing does. */
    double hypervolume(SamplerKind kind, int trials, int batch, long seed) {
        List<Trial> all = run(kind, trials, batch, seed);
        double[][] front = NonDominatedSorting.front(all).stream()
                .map(all::get)
                .map(t -> new double[] {-t.values().get(0), -t.values().get(1)})
                .filter(c -> c[0] < 1.1 && c[1] < 11)
                .sorted((a, b) -> Double.compare(a[0], b[0]))
                .toArray(double[][]::new);
        double area = 0;
        double top = 11;
        for (double[] cost : front) {
            area += Math.max(0, top - cost[1]) * (1.1 - cost[0]);
            top = Math.min(top, cost[1]);
        }
        return area;
    }
}
