package dev.quarry.optimisation.sampled;

import java.util.ArrayList;
import java.util.List;

/** How the best merit became better, of which as many steps are kept as fit in a result. */
public final class BestSoFar {

    /** A search improves upon its best about as often as the logarithm of its trials. */
    private static final int MOST_STEPS = 500;

    /**
     * A better one was found.
     *
     * @param trial by which trial, from 1
     * @param merit how good it is, more being better
     */
    public record Step(int trial, double merit) {}

    private final List<Step> steps = new ArrayList<>();

    BestSoFar() {}

    void take(int trial, double merit) {
        if (!steps.isEmpty() && merit <= steps.get(steps.size() - 1).merit()) {
            return;
        }
        if (steps.size() == MOST_STEPS) {
            steps.remove(MOST_STEPS - 1);
        }
        steps.add(new Step(trial, merit));
    }

    List<Step> steps() {
        return List.copyOf(steps);
    }
}
