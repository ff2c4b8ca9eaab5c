package dev.quarry.ledger;

import dev.quarry.strategy.Preset;
import java.util.Map;

/**
 * A preset of what a search found, with the verdict on it. See {@link Preset} for the other fields.
 *
 * @param verdict {@code holds_up}, {@code likely_luck}, {@code cannot_tell} or {@code no_edge}; null where there is
 *     none
 * @param verdictNote the verdict's sentence, or why there is none
 */
public record JudgedPreset(
        String key,
        String name,
        String description,
        String category,
        Map<String, Object> parameters,
        String verdict,
        String verdictNote) {

    /** That preset with that verdict. */
    public static JudgedPreset of(Preset preset, RunVerdict verdict) {
        return new JudgedPreset(
                preset.key(),
                preset.name(),
                preset.description(),
                preset.category(),
                preset.parameters(),
                verdict.outcome(),
                verdict.note());
    }
}
