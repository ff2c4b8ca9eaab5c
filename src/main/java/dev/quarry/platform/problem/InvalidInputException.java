package dev.quarry.platform.problem;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** 422: the input was read, and one or more of its fields are wrong. Names every one of them. */
public final class InvalidInputException extends ProblemException {

    /** How many violations are listed: a large request must not get an even larger answer. */
    private static final int MAX_REPORTED = 100;

    public InvalidInputException(List<Violation> violations) {
        super(422, "Invalid input", text(reported(violations)), reported(violations));
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

    private static List<Violation> reported(List<Violation> violations) {
        if (violations.size() <= MAX_REPORTED + 1) {
            return violations;
        }
        List<Violation> reported = new ArrayList<>(violations.subList(0, MAX_REPORTED));
        reported.add(new Violation("", "and " + (violations.size() - MAX_REPORTED) + " faults more"));
        return reported;
    }

    private static String text(List<Violation> violations) {
        return violations.stream().map(Violation::toString).collect(Collectors.joining("; "));
    }
}
