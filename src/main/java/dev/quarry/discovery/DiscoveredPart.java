package dev.quarry.discovery;

import dev.quarry.platform.json.Described;
import dev.quarry.search.SweptPart;

/** The result of a {@code discover_part} job. */
public record DiscoveredPart(
        @Described("What was swept") SweptPart swept,
        @Described("Combinations that this job tested") long newTested,

        @Described("Combinations that were in the ledger already")
        long skipped,

        @Described("Winners among all of them") long winners,

        @Described("Winners among those that this job tested")
        long newWinners) {

    /** The same without what its sample holds, to be kept while all parts are read. */
    DiscoveredPart withoutSample() {
        return new DiscoveredPart(swept.withoutSample(), newTested, skipped, winners, newWinners);
    }
}
