package dev.quarry.sampler;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The ways to choose points. */
public enum SamplerKind {
    /** Every point as likely as any other. */
    RANDOM,
    /** Tree-structured Parzen estimators. */
    TPE,
    /** The adaptation of a covariance matrix, of dimensions with an order. */
    CMAES,
    /** Non-dominated sorting, of one or several objectives. */
    NSGA2;

    private static final int MOST_POPULATION = 50;
    private static final int LEAST_POPULATION = 8;

    /** About so many generations are wanted of a search with few trials. */
    private static final int GENERATIONS = 10;

    /** The kind of that name; empty where there is none. */
    public static Optional<SamplerKind> of(String text) {
        return Arrays.stream(values()).filter(kind -> kind.text().equals(text)).findFirst();
    }

    /** The names of all. */
    public static List<String> names() {
        return Arrays.stream(values()).map(SamplerKind::text).toList();
    }

    /** Its name. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether it can weigh several objectives. */
    public boolean takesSeveralObjectives() {
        return this == NSGA2 || this == RANDOM;
    }

    /**
     * A sampler at its start.
     *
     * @param space one dimension at least; of {@link #CMAES}, one at least that has an order and several levels
     * @param trials how many it will be asked for in all, by which {@link #NSGA2} chooses its population
     * @throws IllegalArgumentException where the space is none for it
     */
    public Sampler sampler(List<Dimension> space, int trials, long seed) {
        if (space.isEmpty()) {
            throw new IllegalArgumentException("a space without dimensions");
        }
        return switch (this) {
            case RANDOM -> new RandomSampler(space, seed);
            case TPE -> new TpeSampler(space, seed);
            case CMAES -> new CmaEsSampler(space, seed);
            case NSGA2 ->
                new NsgaTwoSampler(
                        space, Math.max(LEAST_POPULATION, Math.min(MOST_POPULATION, trials / GENERATIONS)), seed);
        };
    }
}
