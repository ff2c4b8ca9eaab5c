package dev.quarry.ledger.query;

import dev.quarry.inference.Verdict;
import dev.quarry.ledger.AssessmentStore;
import dev.quarry.platform.http.QueryParameter;
import dev.quarry.platform.problem.InvalidInputException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Runs that are named one by one, by their hashes.
 *
 * @param by what they are named by; a listing stays the same while this does, though other runs may come to have that
 * @param hashes of the runs
 */
public record NamedRuns(String by, Set<Long> hashes) {

    /** The query parameter for runs with a verdict. */
    public static final String VERDICT = "verdict";

    private static final List<String> OUTCOMES = Arrays.stream(Verdict.Outcome.values())
            .map(outcome -> outcome.name().toLowerCase(Locale.ROOT))
            .toList();

    public NamedRuns {
        hashes = Set.copyOf(hashes);
    }

    /** The runs of those hashes. */
    public static NamedRuns of(Long... hashes) {
        Set<Long> all = Set.copyOf(Arrays.asList(hashes));
        return new NamedRuns(all.stream().map(Long::toHexString).sorted().collect(Collectors.joining(",")), all);
    }

    /**
     * The runs on which there is one of those verdicts.
     *
     * @param texts of the query parameter {@value #VERDICT}, of which any will do; null or none for all runs
     * @return null for all runs
     * @throws InvalidInputException naming a text that is no verdict
     */
    public static NamedRuns judged(List<String> texts, AssessmentStore assessments) {
        TreeSet<String> outcomes = new TreeSet<>();
        for (String text : texts == null ? List.<String>of() : texts) {
            String outcome = QueryParameter.text(VERDICT, text);
            if (outcome != null && !OUTCOMES.contains(outcome)) {
                throw new InvalidInputException(
                        VERDICT, "must be one of " + String.join(", ", OUTCOMES) + "; was " + outcome);
            }
            if (outcome != null) {
                outcomes.add(outcome);
            }
        }
        return outcomes.isEmpty() ? null : new NamedRuns(String.join(",", outcomes), assessments.judged(outcomes));
    }

    /** Those that the other names as well; null for all. */
    public NamedRuns and(NamedRuns other) {
        if (other == null) {
            return this;
        }
        Set<Long> both = new HashSet<>(hashes);
        both.retainAll(other.hashes);
        return new NamedRuns(by + " " + other.by, both);
    }

    boolean has(long hash) {
        return hashes.contains(hash);
    }

    long[] array() {
        return hashes.stream().mapToLong(Long::longValue).sorted().toArray();
    }

    @Override
    public String toString() {
        return by;
    }
}
