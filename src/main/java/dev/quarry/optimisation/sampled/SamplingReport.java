package dev.quarry.optimisation.sampled;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.quarry.platform.json.Described;
import dev.quarry.sweep.Combinations;
import dev.quarry.sweep.Grid;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** What a result says of the trials that a sampler chose. */
public record SamplingReport(
        @Described(value = "What chose them", oneOf = SamplingRequest.SAMPLERS)
        String sampler,

        @Described("The seed: with the same prices it gives the same trials")
        long seed,

        @Described("Points that were asked for; fewer than were allowed only where nothing was left to try")
        int trials,

        @Described(
                "Different combinations that were tried: each once, and counted as one trial, wherever it was given up")
        int distinct,

        @Described(
                "How many of these no sampler chose: with one that learns, about as many again are drawn at random, so that the verdict knows what luck brings")
        int controls,

        @Described("Combinations of the space, those that differ only in what has no effect counted once")
        long space,

        @Described("What the trials were to make great or small")
        List<Aim> objectives,

        @Described("What was judged on how many bars; only with halving") @JsonInclude(JsonInclude.Include.NON_NULL)
        List<Rung> rungs,

        @Described(
                "The trials that improved upon the best, by the first objective; of more than 500 the first ones and the last")
        List<Improvement> bestSoFar,

        @Described(
                "The combinations of which none is better than another in every objective, the best by the first objective first; only with several objectives")
        @JsonInclude(JsonInclude.Include.NON_NULL)
        List<FrontRow> front,

        @Described("How many those are; the first 500 are listed") @JsonInclude(JsonInclude.Include.NON_NULL)
        Integer frontSize,

        @Described(
                "How the best row compares with the whole space, all of which was swept; absent where that would take too long")
        @JsonInclude(JsonInclude.Include.NON_NULL)
        Exhaustive exhaustive,

        @Described("The values of each parameter that were tried, in the order of the space")
        Map<String, List<Object>> grid,

        @Described(
                "Place in that grid of every combination that was tried, ascending; the last parameter varies fastest")
        List<Long> tried) {

    private static final int MOST_ROWS = 500;

    /** An objective. */
    public record Aim(
            @Described("The figure") String metric,

            @Described(value = "Whether more or less of it is better", oneOf = "max, min")
            String direction) {}

    /** A rung of halving. */
    public record Rung(
            @Described("How many of the first bars combinations were judged on")
            int bars,

            @Described("Combinations that were judged there")
            long judged) {}

    /** A trial that was better than all before it. */
    public record Improvement(
            @Described("Which trial, from 1") int trial,

            @Described("Its figure by the first objective; null where it is infinite")
            Number value,

            @Described("Whether it is infinite") boolean infinite) {}

    /** A combination on the front. */
    public record FrontRow(
            @Described("The parameters that vary") Map<String, Object> params,

            @Described("Its figures, in the order of the objectives")
            List<Figure> figures) {}

    /** A figure of a combination. */
    public record Figure(
            @Described("Of which objective") String metric,

            @Described("The figure; null where it is infinite")
            Number value,

            @Described("Whether it is infinite") boolean infinite) {

        static Figure of(Objective objective, double merit) {
            double figure = objective.figure(merit);
            return new Figure(objective.metric().text(), objective.metric().written(figure), Double.isInfinite(figure));
        }
    }

    /**
     * The report of a search.
     *
     * @param bars how many there are
     * @param exhaustive null where the space was not swept
     */
    static SamplingReport of(
            SamplingRequest request,
            List<Objective> objectives,
            Combinations space,
            int bars,
            SampledSearch.Found found,
            Exhaustive exhaustive) {
        Halving halving = request.halvingOfPoints();
        boolean several = objectives.size() > 1;
        TriedGrid tried = TriedGrid.of(space.grid(), found.tried());
        return new SamplingReport(
                request.sampler(),
                request.seed(),
                found.asked(),
                found.tried().length,
                found.controls(),
                space.size(),
                objectives.stream()
                        .map(one -> new Aim(one.metric().text(), one.direction()))
                        .toList(),
                halving.rungs() == 1
                        ? null
                        : IntStream.range(0, halving.rungs())
                                .mapToObj(rung -> new Rung(halving.bars(rung, bars), found.judgements()[rung]))
                                .toList(),
                found.best().stream()
                        .map(step -> {
                            Figure figure = Figure.of(objectives.get(0), step.merit());
                            return new Improvement(step.trial(), figure.value(), figure.infinite());
                        })
                        .toList(),
                several ? front(objectives, space.grid(), found.front()) : null,
                several ? Integer.valueOf(found.front().size()) : null,
                exhaustive,
                tried.values(),
                Arrays.stream(tried.places()).boxed().toList());
    }

    private static List<FrontRow> front(List<Objective> objectives, Grid grid, List<ParetoFront.Member> members) {
        return members.stream()
                .limit(MOST_ROWS)
                .map(member -> new FrontRow(
                        grid.combination(member.index()).values(),
                        IntStream.range(0, objectives.size())
                                .mapToObj(k -> Figure.of(objectives.get(k), member.merits()[k]))
                                .toList()))
                .toList();
    }
}
