package dev.quarry.platform.problem;

import java.util.List;
import java.util.stream.Collectors;

/** 422: the input was read, and one or more of its fields are wrong. Names every one of them. */
public final class InvalidInputException extends ProblemException {

    public InvalidInputException(List<Violation> violations) {
        super(422, "Invalid input", text(violations), violations);
    }

    public InvalidInputException(String field, String reason) {
        this(List.of(new Violation(field, reason)));
    }

    /** Throws when there is at least one violation. */
    public static void throwIfAny(List<Violation> violations) {
        if (!violations.isEmpty()) {
            throw new InvalidInputException(violations);
        }
    }

    private static String text(List<Violation> violations) {
        return violations.stream().map(Violation::toString).collect(Collectors.joining("; "));
    }
}
