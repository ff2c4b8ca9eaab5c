package dev.quarry.optimisation;

import dev.quarry.platform.json.Described;
import dev.quarry.search.SweptPart;

/** The result of an {@code optimize_part} job. */
public record OptimizedPart(
        @Described("What was swept") SweptPart swept,
        @Described("Combinations that met the constraints") long passing) {}
