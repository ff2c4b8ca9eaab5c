package dev.quarry.optimisation.sampled;

import dev.quarry.platform.problem.Violation;
import dev.quarry.sampler.SamplerKind;
import dev.quarry.strategy.ParameterReader;
import dev.quarry.strategy.Strategy;
import dev.quarry.sweep.Grid;
import dev.quarry.sweep.Metric;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a request says of its sampler, as it was given.
 *
 * @param sampler the name of a {@link SamplerKind}; null for none, which sweeps the grid
 * @param trials how many points are asked for
 * @param seed of all that is drawn
 * @param objectives see {@link ObjectiveFields}; null for the metric alone
 * @param halving see {@link Halving}; null for none
 */
public record SamplingRequest(
        String sampler, int trials, long seed, List<ObjectiveFields> objectives, Map<String, Object> halving) {

    /** The name of the field that asks for a sampler. */
    public static final String FIELD = "sampler";

    /** The names of the samplers, for documents. */
    public static final String SAMPLERS = "random, tpe, cmaes, nsga2";

    /** What the field means, for documents. */
    public static final String ABOUT =
            "What chooses combinations to try, batch after batch, instead of all of the grid: at random, tree-structured"
                    + " Parzen estimators, the adaptation of a covariance matrix, or non-dominated sorting";

    /** What the field means, for documents. */
    public static final String ABOUT_TRIALS = "How many combinations a sampler chooses; only with one";

    /** What the field means, for documents. */
    public static final String ABOUT_SEED = "The seed of all that a sampler draws: the same gives the same trials";

    /** What the field means, for documents. */
    public static final String ABOUT_SPACE =
            "What a sampler chooses from: for each parameter min, max and step, or min, max and log for equal proportions,"
                    + " or values, or a list of values. What is absent is the parameter's own range";

    /** What the field means, for documents. */
    public static final String ABOUT_OBJECTIVES =
            "What a sampler's trials are to make great or small; rows are ranked by the first. Several, with nsga2 or random,"
                    + " have a Pareto front";

    /** What the field means, for documents. */
    public static final String ABOUT_HALVING =
            "Judges a sampler's trials on the first bars, the best of them on more, and what is left on all";

    /** The most points that a search tries: a result names them all. */
    public static final int MOST_TRIALS = 20_000;

    /** How many points a search tries that does not say. */
    public static final int DEFAULT_TRIALS = 1_000;

    /** The seed of a search that does not say. */
    public static final long DEFAULT_SEED = 1;

    private static final int MOST_OBJECTIVES = 4;
    private static final List<String> DIRECTIONS = List.of("max", "min");

    /** Whether there is a sampler. */
    public boolean asked() {
        return sampler != null;
    }

    /** What is wrong, whatever the strategy is. */
    public List<Violation> violations(String metric) {
        List<Violation> violations = new ArrayList<>();
        if (halving != null) {
            ParameterReader reader = new ParameterReader(halving);
            Halving.read(reader);
            reader.faults()
                    .forEach(fault -> violations.add(new Violation(
                            "halving." + fault.name(), fault.reason() + "; was " + halving.get(fault.name()))));
        }
        if (sampler != null && SamplerKind.of(sampler).isEmpty()) {
            violations.add(new Violation(FIELD, "must be one of " + SAMPLERS + "; was " + sampler));
        }
        if (objectives != null) {
            violations.addAll(objectiveViolations(metric));
        }
        return violations;
    }

    private List<Violation> objectiveViolations(String metric) {
        if (sampler == null) {
            return List.of(new Violation("objectives", "need a sampler, one of " + SAMPLERS));
        }
        if (objectives.isEmpty() || objectives.size() > MOST_OBJECTIVES) {
            return List.of(new Violation(
                    "objectives",
                    String.format(Locale.ROOT, "must be from 1 to %d; were %d", MOST_OBJECTIVES, objectives.size())));
        }
        List<Violation> violations = new ArrayList<>();
        Set<Metric> seen = EnumSet.noneOf(Metric.class);
        for (int k = 0; k < objectives.size(); k++) {
            objectiveViolations("objectives[" + k + "]", objectives.get(k), seen, violations);
        }
        if (!violations.isEmpty()) {
            return violations;
        }
        Objective first = objectives.get(0).objective();
        if (Metric.of(metric).filter(ranked -> ranked != first.metric()).isPresent()) {
            violations.add(new Violation(
                    "metric",
                    "must be absent or that of the first objective, "
                            + first.metric().text() + "; was " + metric));
        } else if (!first.ranks()) {
            violations.add(new Violation(
                    "objectives[0].direction",
                    String.format(
                            Locale.ROOT,
                            "must be %s: the rows are ranked by the first objective; was %s",
                            Objective.direction(!first.smallest()),
                            first.direction())));
        }
        if (objectives.size() > 1
                && !kind().map(SamplerKind::takesSeveralObjectives).orElse(true)) {
            violations.add(new Violation(FIELD, "must be nsga2 or random with several objectives; was " + sampler));
        }
        if (objectives.size() > 1 && halving != null) {
            violations.add(
                    new Violation("halving", "must be absent with several objectives, of which none says who is left"));
        }
        return violations;
    }

    private static void objectiveViolations(
            String field, ObjectiveFields given, Set<Metric> seen, List<Violation> violations) {
        if (given == null) {
            violations.add(new Violation(field, "must be an object of metric and direction; was null"));
            return;
        }
        Optional<Metric> metric = given.figure();
        if (metric.isEmpty()) {
            violations.add(new Violation(
                    field + ".metric",
                    "must be one of " + String.join(", ", Metric.names()) + "; was " + given.metric()));
        } else if (!seen.add(metric.get())) {
            violations.add(new Violation(field + ".metric", "is named twice; was " + given.metric()));
        }
        if (given.direction() != null && !DIRECTIONS.contains(given.direction())) {
            violations.add(new Violation(
                    field + ".direction",
                    "must be one of " + String.join(", ", DIRECTIONS) + "; was " + given.direction()));
        }
    }

    /** What is wrong with a valid request's sampler for that grid. */
    public List<Violation> violations(Grid grid) {
        return kind().filter(kind -> kind == SamplerKind.CMAES).isPresent() && !new Levels(grid).anyOrder()
                ? List.of(new Violation(
                        FIELD,
                        "must be one of random, tpe, nsga2 where no parameter has several numbers to choose from; was "
                                + sampler))
                : List.of();
    }

    /** What a valid request must not ask for beside a sampler. */
    public List<Violation> conflicts(String mode, boolean recommends, Object shards, boolean divides) {
        List<Violation> violations = new ArrayList<>();
        if (asked() && recommends) {
            violations.add(new Violation(
                    FIELD,
                    "must be absent with validation_mode " + mode + ", whose trainings sweep all combinations; was "
                            + sampler));
        }
        if (asked() && divides) {
            violations.add(new Violation(
                    "shards",
                    "must be 1 or absent with a sampler, which chooses each batch by those before it; was " + shards));
        }
        return violations;
    }

    /**
     * What is wrong with a space.
     *
     * @param space null for none
     * @param hasGrid whether the request says values in another way too
     */
    public List<Violation> violations(Strategy strategy, Map<String, Object> space, boolean hasGrid) {
        if (space == null) {
            return List.of();
        }
        if (!asked()) {
            return List.of(new Violation(SampledSpace.FIELD, "needs a sampler, one of " + SAMPLERS));
        }
        return hasGrid
                ? List.of(new Violation(SampledSpace.FIELD, "must not be given together with param_grid or grid"))
                : SampledSpace.read(strategy, space).violations();
    }

    /** The name of the metric of the first objective, or of another where none says one. */
    public static String metric(List<ObjectiveFields> objectives, Metric otherwise) {
        return objectives == null || objectives.isEmpty() || objectives.get(0) == null
                ? otherwise.text()
                : objectives.get(0).figure().orElse(otherwise).text();
    }

    /** The kind of sampler; empty for none. */
    Optional<SamplerKind> kind() {
        return Optional.ofNullable(sampler).flatMap(SamplerKind::of);
    }

    /** The objectives of a valid request that names some. */
    List<Objective> objectives(Metric metric) {
        return objectives == null
                ? List.of(Objective.of(metric))
                : objectives.stream().map(ObjectiveFields::objective).toList();
    }

    /** How points are halved. */
    Halving halvingOfPoints() {
        return halving == null ? Halving.NONE : Halving.read(new ParameterReader(halving));
    }
}
