package dev.quarry.sampler;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * Trials by how many fronts of better ones lie before theirs, and by how lonely they are on it (Deb, Pratap, Agarwal,
 * Meyarivan, A Fast and Elitist Multiobjective Genetic Algorithm: NSGA-II, 2002, section III).
 */
public final class NonDominatedSorting {

    private NonDominatedSorting() {}

    /** Places of the trials that no other dominates, ascending. */
    public static List<Integer> front(List<Trial> trials) {
        List<Integer> front = new ArrayList<>();
        for (int k = 0; k < trials.size(); k++) {
            Trial trial = trials.get(k);
            if (trials.stream().noneMatch(other -> other.dominates(trial))) {
                front.add(k);
            }
        }
        return front;
    }

    /** All fronts of places, the best one first. */
    static List<List<Integer>> fronts(List<Trial> trials) {
        int n = trials.size();
        int[] dominators = new int[n];
        List<List<Integer>> dominated = new ArrayList<>();
        for (int a = 0; a < n; a++) {
            dominated.add(new ArrayList<>());
            for (int b = 0; b < n; b++) {
                if (trials.get(a).dominates(trials.get(b))) {
                    dominated.get(a).add(b);
                } else if (trials.get(b).dominates(trials.get(a))) {
                    dominators[a]++;
                }
            }
        }
        List<List<Integer>> fronts = new ArrayList<>();
        List<Integer> front = new ArrayList<>();
        for (int a = 0; a < n; a++) {
            if (dominators[a] == 0) {
                front.add(a);
            }
        }
        while (!front.isEmpty()) {
            fronts.add(front);
            List<Integer> next = new ArrayList<>();
            for (int a : front) {
                for (int b : dominated.get(a)) {
                    if (--dominators[b] == 0) {
                        next.add(b);
                    }
                }
            }
            front = next;
        }
        return fronts;
    }

    /** How far apart the neighbours of each member of a front are, by place in it; those at an end are infinitely far. */
    static double[] crowding(List<Trial> front) {
        double[] distance = new double[front.size()];
        int objectives = front.get(0).values().size();
        for (int m = 0; m < objectives; m++) {
            int objective = m;
            Integer[] order = new Integer[front.size()];
            Arrays.setAll(order, k -> k);
            Arrays.sort(
                    order,
                    Comparator.comparing((Integer k) -> front.get(k).values().get(objective)));
            double least = front.get(order[0]).values().get(m);
            double most = front.get(order[order.length - 1]).values().get(m);
            distance[order[0]] = Double.POSITIVE_INFINITY;
            distance[order[order.length - 1]] = Double.POSITIVE_INFINITY;
            if (most == least || Double.isInfinite(most - least)) {
                continue;
            }
            for (int k = 1; k < order.length - 1; k++) {
                distance[order[k]] += (front.get(order[k + 1]).values().get(m)
                                - front.get(order[k - 1]).values().get(m))
                        / (most - least);
            }
        }
        return distance;
    }
}
