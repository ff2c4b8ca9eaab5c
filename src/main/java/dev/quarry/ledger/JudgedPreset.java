package dev.quarry.ledger;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.quarry.catalog.StrategyReference;
import dev.quarry.platform.json.Described;
import dev.quarry.strategy.Preset;
import java.util.Map;

/** A preset of what a search found, with the verdict on it. See {@link Preset} for the other fields. */
public record JudgedPreset(
        @Described("The preset's key") String key,
        @Described("Its name") String name,
        @Described("What it is, in words") String description,
        @Described("Its category") String category,
        @Described("Its parameters") Map<String, Object> parameters,

        @Described(
                value = "The verdict on how far it may be trusted; null where there is none",
                oneOf = "holds_up, likely_luck, cannot_tell, no_edge")
        String verdict,

        @Described("The verdict's sentence, or why there is none")
        String verdictNote,

        @Described("Whose parameters they are; absent for the built-in family")
        @JsonInclude(JsonInclude.Include.NON_NULL)
        StrategyReference strategy) {

    /** That preset of that strategy with that verdict. */
    public static JudgedPreset of(Preset preset, RunVerdict verdict, StrategyReference strategy) {
        return new JudgedPreset(
                preset.key(),
                preset.name(),
                preset.description(),
                preset.category(),
                preset.parameters(),
                verdict.outcome(),
                verdict.note(),
                strategy.isBuiltIn() ? null : strategy);
    }
}
