package dev.quarry.optimisation;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.quarry.platform.json.Described;
import dev.quarry.search.SweptPart;
import java.util.List;

/** The result of an {@code optimize_part} job. */
public record OptimizedPart(
        @Described("What was swept; best and sample are empty where folds or splits are divided")
        SweptPart swept,

        @Described("Combinations that met the constraints") long passing,

        @Described("What may be the best in which fold or split; only where these are divided")
        @JsonInclude(JsonInclude.Include.NON_EMPTY)
        List<Choice> choices) {

    public OptimizedPart {
        choices = choices == null ? List.of() : choices;
    }

    /** The best combination that a part found in a training. */
    public record Choice(
            @Described("The fold or split, from 0") int training,
            @Described("Its place in the grid") long index) {}
}
