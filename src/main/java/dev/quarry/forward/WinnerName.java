package dev.quarry.forward;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.quarry.platform.json.Described;

/** Names a winner: a stored run, or a row of a grid search. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record WinnerName(
        @Described("The hash of a stored run; null for a row")
        String paramsHash,

        @Described("The grid search; null for a run") Long jobId,

        @Described("The row's place, from 0; null for a run")
        Integer row) {}
