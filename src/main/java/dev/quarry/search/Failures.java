package dev.quarry.search;

import dev.quarry.platform.json.Described;
import dev.quarry.sweep.SweepFailures;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Combinations that could not be run.
 *
 * @param count how many there were, over all searches of a job
 * @param first the first few of them
 */
public record Failures(
        @Described("How many there were") long count,
        @Described("The first few of them") List<Failure> first) {

    /** None. */
    public static final Failures NONE = new Failures(0, List.of());

    private static final int NAMED = 10;

    /** A combination that could not be run. */
    public record Failure(
            @Described("The combination that could not be run")
            Map<String, Object> params,

            @Described("Why it could not be run") String reason) {}

    /** The failures of these searches together. */
    public static Failures of(List<SweepFailures> searches) {
        return new Failures(
                searches.stream().mapToLong(SweepFailures::count).sum(),
                searches.stream()
                        .flatMap(failures -> failures.first().stream())
                        .limit(NAMED)
                        .map(f -> new Failure(f.combination().values(), f.failure()))
                        .toList());
    }

    /** These and more of the same search, later in its grid. */
    public Failures and(Failures more) {
        return new Failures(
                count + more.count,
                Stream.concat(first.stream(), more.first.stream()).limit(NAMED).toList());
    }

    /**
     * A sentence that says how many there were, and the first one.
     *
     * @param howMany the beginning of the sentence, up to "be run"
     */
    public String message(String howMany) {
        Failure named = first.get(0);
        return String.format(Locale.ROOT, "%s be run; the first one, %s: %s", howMany, named.params(), named.reason());
    }
}
