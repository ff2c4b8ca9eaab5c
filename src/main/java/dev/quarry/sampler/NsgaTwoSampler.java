package dev.quarry.sampler;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** NSGA-II (Deb et al. 2002) in generations that are asked for and told; the first one is drawn evenly. */
final class NsgaTwoSampler implements Sampler {

    private final List<Dimension> space;
    private final int population;
    private final Draws draws;
    private final Variation variation;
    private final List<Trial> told = new ArrayList<>();
    private List<Ranked> parents = List.of();
    private int asked;

    private record Ranked(Trial trial, int front, double crowding) {

        static final Comparator<Ranked> BEST_FIRST =
                Comparator.comparingInt(Ranked::front).thenComparing(Ranked::crowding, Comparator.reverseOrder());
    }

    NsgaTwoSampler(List<Dimension> space, int population, long seed) {
        this.space = space;
        this.population = population;
        this.draws = new Draws(seed);
        this.variation = new Variation(space, draws);
    }

    @Override
    public List<Point> ask(int most) {
        List<Point> points = new ArrayList<>();
        while (points.size() < most && asked < population) {
            points.add(draws.fresh(() -> parents.isEmpty() ? draws.even(space) : child()));
            asked++;
        }
        return points;
    }

    private Point child() {
        return variation.child(tournament(), tournament());
    }

    private Point tournament() {
        Ranked one = parents.get(draws.below(parents.size()));
        Ranked other = parents.get(draws.below(parents.size()));
        return (Ranked.BEST_FIRST.compare(other, one) < 0 ? other : one).trial().point();
    }

    @Override
    public void tell(List<Trial> trials) {
        told.addAll(trials);
        if (told.size() == population) {
            select();
            told.clear();
            asked = 0;
        }
    }

    private void select() {
        List<Trial> all = new ArrayList<>(parents.stream().map(Ranked::trial).toList());
        all.addAll(told);
        List<Ranked> ranked = new ArrayList<>();
        List<List<Integer>> fronts = NonDominatedSorting.fronts(all);
        for (int f = 0; f < fronts.size() && ranked.size() < population; f++) {
            List<Trial> front = fronts.get(f).stream().map(all::get).toList();
            double[] crowding = NonDominatedSorting.crowding(front);
            for (int k = 0; k < crowding.length; k++) {
                ranked.add(new Ranked(front.get(k), f, crowding[k]));
            }
        }
        ranked.sort(Ranked.BEST_FIRST);
        parents = List.copyOf(ranked.subList(0, Math.min(population, ranked.size())));
    }
}
