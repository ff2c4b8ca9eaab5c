package dev.quarry.platform.problem;

import com.fasterxml.jackson.annotation.JsonUnwrapped;

/**
 * One thing that is wrong with an input.
 *
 * @param field the path of the field as the client wrote it, such as {@code base_params.stop_pct} or {@code limit}
 * @param reason what is wrong with it, worded to follow the field's name, such as {@code must be at least 1}
 * @param place where in the field's text it is; null where the field as a whole is meant
 */
public record Violation(
        String field, String reason, @JsonUnwrapped Place place) {

    /** The name for the body as a whole, where no single field is at fault. */
    public static final String WHOLE = "body";

    /** Of the field as a whole. */
    public Violation(String field, String reason) {
        this(field, reason, null);
    }

    /**
     * A place in a text, such as an expression of a strategy.
     *
     * @param line from 1
     * @param column in characters (code points), from 1
     * @param text what is wrong, as it is written
     * @param message what is wrong with it, a sentence of its own
     * @param suggestion what to write instead; null where there is nothing to suggest
     */
    public record Place(Integer line, Integer column, String text, String message, String suggestion) {}

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
