package dev.quarry.mcp;

import dev.quarry.platform.problem.Problem;
import dev.quarry.platform.problem.Violation;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/** Adds to a problem what was sent, where its sentences do not have it: a model has often forgotten what it wrote. */
final class QuotedFaults {

    private static final int LONGEST = 100;
    private static final Pattern STEP = Pattern.compile("([^.\\[\\]]+)|\\[(\\d{1,9})]");

    private QuotedFaults() {}

    static Problem in(Problem problem, JsonNode arguments) {
        return new Problem(
                problem.type(),
                problem.title(),
                problem.status(),
                problem.detail(),
                problem.errors().stream()
                        .map(violation -> quoted(violation, arguments))
                        .toList(),
                problem.jobId());
    }

    private static Violation quoted(Violation violation, JsonNode arguments) {
        JsonNode sent = find(arguments, violation.field());
        if (sent.isMissingNode() || sent.isNull()) {
            return violation;
        }
        String text = sent.isString() ? sent.asString() : sent.toString();
        String shown = text.length() > LONGEST ? text.substring(0, LONGEST) + "…" : text;
        return violation.reason().contains(shown)
                ? violation
                : new Violation(violation.field(), violation.reason() + "; was " + shown, violation.place());
    }

    /** Names may have dots themselves, such as those of the words of a query. */
    private static JsonNode find(JsonNode arguments, String field) {
        if (arguments.has(field)) {
            return arguments.get(field);
        }
        JsonNode at = arguments;
        Matcher steps = STEP.matcher(field);
        while (steps.find()) {
            at = steps.group(1) != null ? at.path(steps.group(1)) : at.path(Integer.parseInt(steps.group(2)));
        }
        return at;
    }
}
