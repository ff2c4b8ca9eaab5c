package dev.quarry.platform.problem;

/**
 * One thing that is wrong with an input.
 *
 * @param field the path of the field as the client wrote it, such as {@code base_params.stop_pct} or {@code limit}
 * @param reason what is wrong with it, readable after the field's name, such as {@code must be at least 1}
 */
public record Violation(String field, String reason) {

    /** The name of the whole body where no field of it is meant. */
    public static final String WHOLE = "body";

    /** The same violation seen from an object that holds this one under {@code parent}. */
    public Violation under(String parent) {
        return new Violation(field.isEmpty() ? parent : parent + "." + field, reason);
    }

    /** As clients see it: what is wrong with the whole body is said of the field {@value #WHOLE}. */
    public Violation named() {
        return field.isEmpty() ? new Violation(WHOLE, reason) : this;
    }

    @Override
    public String toString() {
        return field.isEmpty() ? reason : field + " " + reason;
    }
}
