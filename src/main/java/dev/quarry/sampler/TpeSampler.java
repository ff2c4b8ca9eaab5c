package dev.quarry.sampler;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Tree-structured Parzen estimators (Bergstra, Bardenet, Bengio, Kégl, Algorithms for Hyper-Parameter Optimization, 2011):
 * of what was tried, the better part and the worse part each say how likely every level is, and of a few levels drawn as
 * the better part has them, the one is taken that is likelier there than in the worse part. Each dimension by itself. How
 * many are better, how many are drawn and how trials lose weight with age is as in Optuna. Points of one batch which no
 * outcome is known of yet count as worse ones for those after them, which keeps them apart (the constant liar).
 */
final class TpeSampler implements Sampler {

    private static final int AT_RANDOM_FIRST = 10;
    private static final int MOST_BETTER = 25;
    private static final int CANDIDATES = 24;

    /** The youngest trials have full weight, older ones lose it. */
    private static final int FULL_WEIGHT = 25;

    /** The oldest of the worse trials, which weigh next to nothing, are forgotten: time does not grow with trials. */
    private static final int MOST_WORSE = 256;

    private final List<Dimension> space;
    private final Draws draws;
    private final List<Trial> told = new ArrayList<>();

    TpeSampler(List<Dimension> space, long seed) {
        this.space = space;
        this.draws = new Draws(seed);
    }

    @Override
    public List<Point> ask(int most) {
        if (told.size() < AT_RANDOM_FIRST) {
            List<Point> points = new ArrayList<>();
            while (points.size() < Math.min(most, AT_RANDOM_FIRST - told.size())) {
                points.add(draws.fresh(() -> draws.even(space)));
            }
            return points;
        }
        List<Integer> order = new ArrayList<>();
        for (int k = 0; k < told.size(); k++) {
            order.add(k);
        }
        order.sort(Comparator.comparing((Integer k) -> -told.get(k).value()));
        int better = Math.min((told.size() + 9) / 10, MOST_BETTER);
        List<Point> good = points(order.subList(0, better));
        List<Point> bad = new ArrayList<>(points(order.subList(better, order.size())));
        List<ParzenEstimator> likely = estimators(good);
        List<Point> asked = new ArrayList<>();
        while (asked.size() < most) {
            List<Point> worse = bad.subList(Math.max(0, bad.size() - MOST_WORSE), bad.size());
            Point point = next(likely, worse);
            asked.add(point);
            bad.add(point);
        }
        return asked;
    }

    /** In the order in which they were tried. */
    private List<Point> points(List<Integer> trials) {
        return trials.stream().sorted().map(k -> told.get(k).point()).toList();
    }

    private Point next(List<ParzenEstimator> likely, List<Point> bad) {
        List<ParzenEstimator> unlikely = estimators(bad);
        return draws.fresh(() -> {
            List<Integer> levels = new ArrayList<>();
            for (int d = 0; d < space.size(); d++) {
                levels.add(best(likely.get(d), unlikely.get(d)));
            }
            return new Point(levels);
        });
    }

    private int best(ParzenEstimator likely, ParzenEstimator unlikely) {
        int best = 0;
        double most = Double.NEGATIVE_INFINITY;
        for (int k = 0; k < CANDIDATES; k++) {
            int level = likely.draw(draws);
            double gain = likely.logProbability(level) - unlikely.logProbability(level);
            if (k == 0 || gain > most) {
                most = gain;
                best = level;
            }
        }
        return best;
    }

    private List<ParzenEstimator> estimators(List<Point> points) {
        int n = points.size();
        double[] weights = new double[n];
        for (int k = 0; k < n; k++) {
            int young = n - FULL_WEIGHT;
            weights[k] = k >= young || young <= 1 ? 1 : 1.0 / n + k * (1 - 1.0 / n) / (young - 1);
        }
        List<ParzenEstimator> estimators = new ArrayList<>();
        for (int d = 0; d < space.size(); d++) {
            int dimension = d;
            int[] levels = points.stream().mapToInt(p -> p.level(dimension)).toArray();
            estimators.add(new ParzenEstimator(space.get(d), levels, weights));
        }
        return estimators;
    }

    @Override
    public void tell(List<Trial> trials) {
        told.addAll(trials);
    }
}
