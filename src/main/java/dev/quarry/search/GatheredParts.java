package dev.quarry.search;

import dev.quarry.assessment.OutcomeSample;
import dev.quarry.job.Children;
import dev.quarry.job.JobContext;
import dev.quarry.platform.json.Json;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Function;

/** What the parts of a divided search told, added up in their order. */
public final class GatheredParts {

    private final OutcomeSample sample = OutcomeSample.toFill();
    private final SortedSet<Long> best = new TreeSet<>();
    private Failures failures = Failures.NONE;
    private long tested;
    private double longestSeconds;
    private GridPart first;

    private GatheredParts() {}

    /**
     * Reads the parts, of which only what is told here is kept.
     *
     * @param type of their results
     * @param swept what is common to the parts of all searches
     * @param more takes each result, for what is not
     */
    public static <P> GatheredParts of(
            Children children, Class<P> type, Function<P, SweptPart> swept, Consumer<P> more, JobContext job) {
        GatheredParts gathered = new GatheredParts();
        children.results().forEach(child -> {
            job.checkpoint();
            if (gathered.first == null) {
                gathered.first = Json.MAPPER.treeToValue(child.payload(), GridPart.class);
            }
            P result = child.resultAs(type);
            gathered.add(swept.apply(result));
            more.accept(result);
        });
        return gathered;
    }

    private void add(SweptPart part) {
        part.addTo(sample);
        best.addAll(part.best());
        tested += part.tested();
        failures = failures.and(part.failures());
        longestSeconds = Math.max(longestSeconds, part.durationSeconds());
    }

    /** What the first part was asked to do: all were divided by the same bars. */
    public GridPart first() {
        return first;
    }

    /** The outcomes from which the search is assessed. */
    public OutcomeSample sample() {
        return sample;
    }

    /** Places in the grid of what may be among the best of all, ascending. */
    public long[] best() {
        return best.stream().mapToLong(Long::longValue).toArray();
    }

    /** The combinations that could not be run. */
    public Failures failures() {
        return failures;
    }

    /** How many were tested. */
    public long tested() {
        return tested;
    }

    /** How long the part took that took longest. */
    public double longestSeconds() {
        return longestSeconds;
    }
}
