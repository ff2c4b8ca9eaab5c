package dev.quarry.strategies;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.quarry.platform.json.Described;
import dev.quarry.strategy.NumberRange;
import dev.quarry.strategy.Parameter;
import java.util.List;
import java.util.Map;

/**
 * A parameter of a strategy, or a setting that all strategies share.
 *
 * @param name as requests have it
 * @param type integer, number, boolean or choice
 * @param defaultValue the value where none is given
 * @param minimum the least value; null where there is none
 * @param exclusiveMinimum whether it must be above that
 * @param maximum the greatest value; null where there is none
 * @param choices the texts of a choice; empty for others
 * @param optional whether null is a value too
 * @param description for people
 * @param onlyIf what must hold, all of it, for it to have an effect
 */
public record ParameterView(
        @Described("As requests have it") String name,

        @Described(value = "What values it takes", oneOf = "integer, number, boolean, choice")
        String type,

        @Described("The value where none is given; null for none") @JsonProperty("default")
        Object defaultValue,

        @Described("The least value; null where there is none")
        Double minimum,

        @Described("Whether it must be above minimum") boolean exclusiveMinimum,

        @Described("The greatest value; null where there is none")
        Double maximum,

        @Described("The texts of a choice") List<String> choices,

        @Described("Whether null is a value too, which means none")
        boolean optional,

        @Described("What it means, in its author's words; empty where nothing is said")
        String description,

        @Described("What must hold, all of it, for it to have an effect")
        List<Needed> onlyIf) {

    /**
     * What another parameter must be.
     *
     * @param parameter its name
     * @param value the value that it must have
     */
    public record Needed(
            @Described("The other parameter") String parameter,
            @Described("The value that it must have") Object value) {}

    /**
     * One of a strategy, or a common setting.
     *
     * @param defaults what the strategy has for common settings
     * @param description for people; empty where nothing is said
     */
    static <T> ParameterView of(Parameter<T> parameter, Map<String, Object> defaults, String description) {
        NumberRange range = parameter.range();
        return new ParameterView(
                parameter.name(),
                type(parameter.kind()),
                defaults.containsKey(parameter.name())
                        ? defaults.get(parameter.name())
                        : parameter.written(parameter.absent()),
                range == null ? null : bound(range.min()),
                range != null && !range.minIncluded(),
                range == null ? null : bound(range.max()),
                parameter.kind() == Parameter.Kind.CHOICE ? parameter.choices() : List.of(),
                parameter.optional(),
                description,
                parameter.needed().stream()
                        .map(needed -> needed(needed.parameter(), needed.value()))
                        .toList());
    }

    /** What a type can't hold is no bound that anybody chose. */
    private static Double bound(double value) {
        return Math.abs(value) >= Integer.MAX_VALUE ? null : Double.valueOf(value);
    }

    @SuppressWarnings("unchecked")
    private static <T> Needed needed(Parameter<T> other, Object value) {
        return new Needed(other.name(), other.written((T) value));
    }

    private static String type(Parameter.Kind kind) {
        return switch (kind) {
            case WINDOW, WHOLE -> "integer";
            case NUMBER -> "number";
            case FLAG -> "boolean";
            case CHOICE -> "choice";
        };
    }
}
