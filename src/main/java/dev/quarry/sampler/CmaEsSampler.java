package dev.quarry.sampler;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * CMA-ES in generations that are asked for and told. A coordinate is a place in the unit interval, rounded to a level;
 * how far it varies stays above a fifth of a level, so that rounding does not stop it. What falls outside is drawn again,
 * and after some draws put on the border. Where a generation comes to rest or cannot be ranked, it begins anew somewhere
 * at random with twice the population (Auger and Hansen 2005). Dimensions without order are drawn evenly, and nothing is
 * learnt about them.
 */
final class CmaEsSampler implements Sampler {

    private static final double FIRST_SIGMA = 0.3;
    private static final double LEAST_DEVIATION_OF_A_LEVEL = 0.2;
    private static final int DRAWS_INSIDE = 100;

    /** A population that has no end would be no more than a search at random. */
    private static final int MOST_POPULATION = 256;

    private final List<Dimension> space;
    private final int[] ordered;
    private final Draws draws;
    private CovarianceAdaptation distribution;
    private final List<double[]> places = new ArrayList<>();

    /** The place of the point that was drawn last, of which the point has the levels only. */
    private double[] last;

    private final List<Trial> told = new ArrayList<>();

    CmaEsSampler(List<Dimension> space, long seed) {
        this.space = space;
        this.ordered = IntStream.range(0, space.size())
                .filter(d -> space.get(d).ordered() && space.get(d).levels() > 1)
                .toArray();
        if (ordered.length == 0) {
            throw new IllegalArgumentException("a space without a dimension that has an order");
        }
        this.draws = new Draws(seed);
        double[] middle = new double[ordered.length];
        Arrays.fill(middle, 0.5);
        begin(middle, 4 + (int) StrictMath.floor(3 * StrictMath.log(ordered.length)));
    }

    private void begin(double[] mean, int population) {
        double[] least = Arrays.stream(ordered)
                .mapToDouble(d -> LEAST_DEVIATION_OF_A_LEVEL / space.get(d).levels())
                .toArray();
        distribution = new CovarianceAdaptation(mean, FIRST_SIGMA, Math.min(MOST_POPULATION, population), least);
    }

    @Override
    public List<Point> ask(int most) {
        List<Point> points = new ArrayList<>();
        while (points.size() < most && places.size() < distribution.population) {
            points.add(draws.fresh(this::drawn));
            places.add(last);
        }
        return points;
    }

    private Point drawn() {
        double[] place = distribution.draw(draws);
        for (int k = 1; k < DRAWS_INSIDE && !inside(place); k++) {
            place = distribution.draw(draws);
        }
        Integer[] levels = new Integer[space.size()];
        for (int d = 0; d < levels.length; d++) {
            levels[d] = space.get(d).ordered() ? 0 : draws.below(space.get(d).levels());
        }
        for (int i = 0; i < place.length; i++) {
            place[i] = Math.max(0, Math.min(1, place[i]));
            levels[ordered[i]] = space.get(ordered[i]).level(place[i]);
        }
        last = place;
        return new Point(List.of(levels));
    }

    private static boolean inside(double[] place) {
        return Arrays.stream(place).allMatch(x -> x >= 0 && x <= 1);
    }

    @Override
    public void tell(List<Trial> trials) {
        told.addAll(trials);
        if (told.size() < distribution.population) {
            return;
        }
        List<Integer> order = new ArrayList<>();
        for (int k = 0; k < told.size(); k++) {
            order.add(k);
        }
        order.sort(Comparator.comparing((Integer k) -> -told.get(k).value()));
        boolean flat = told.get(order.get(0)).value()
                == told.get(order.get(order.size() - 1)).value();
        distribution.learn(order.stream().map(places::get).toArray(double[][]::new));
        places.clear();
        told.clear();
        if (flat || distribution.rests()) {
            double[] anywhere = new double[ordered.length];
            Arrays.setAll(anywhere, i -> draws.unit());
            begin(anywhere, 2 * distribution.population);
        }
    }
}
