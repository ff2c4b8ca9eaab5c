package dev.quarry.platform.problem;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.quarry.platform.json.Described;

/** One thing that is wrong with an input. */
public record Violation(
        @Described("The path of the field as the client wrote it, such as base_params.stop_pct or limit")
        String field,

        @Described("What is wrong with it, worded to follow the field's name, such as \"must be at least 1\"")
        String reason,

        @JsonUnwrapped Place place) {

    /** The name for the body as a whole, where no single field is at fault. */
    public static final String WHOLE = "body";

    /** Of the field as a whole. */
    public Violation(String field, String reason) {
        this(field, reason, null);
    }

    /** A place in a text, such as an expression. */
    public record Place(
            @Described("The line, from 1") Integer line,

            @Described("The column in characters (code points), from 1")
            Integer column,

            @Described("What is wrong, as it is written") String text,
            @Described("What is wrong with it, a sentence") String message,

            @Described("What to write instead; null where there is nothing to suggest")
            String suggestion) {}

    /** The same violation in an object that contains this one as {@code parent}. */
    public Violation under(String parent) {
        return new Violation(field.isEmpty() ? parent : parent + "." + field, reason, place);
    }

    /** The form for clients: a fault of the whole body gets the field {@value #WHOLE}. */
    public Violation named() {
        return field.isEmpty() ? new Violation(WHOLE, reason, place) : this;
    }

    @Override
    public String toString() {
        return field.isEmpty() ? reason : field + (place == null ? " " : ": ") + reason;
    }
}
