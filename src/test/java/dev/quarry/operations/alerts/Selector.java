package dev.quarry.operations.alerts;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Which series are meant: a name and conditions on labels. */
record Selector(List<Condition> conditions) {

    private static final Pattern FORM = Pattern.compile("([a-z_]+)(?:\\{([^}]*)})?");
    private static final Pattern CONDITION = Pattern.compile("([a-z_]+)(=~|!=|=)\"([^\"]*)\"");

    /** The name counts as a label, as in Prometheus. */
    static final String NAME = "__name__";

    record Condition(String label, String operator, String value) {

        boolean holds(Map<String, String> labels) {
            String actual = labels.getOrDefault(label, "");
            return switch (operator) {
                case "=" -> actual.equals(value);
                case "!=" -> !actual.equals(value);
                default -> actual.matches(value);
            };
        }
    }

    static Selector of(String text) {
        Matcher form = FORM.matcher(text);
        if (!form.matches()) {
            throw new IllegalArgumentException("no selector: " + text);
        }
        List<Condition> conditions = new ArrayList<>();
        conditions.add(new Condition(NAME, "=", form.group(1)));
        Matcher each = CONDITION.matcher(form.group(2) == null ? "" : form.group(2));
        while (each.find()) {
            conditions.add(new Condition(each.group(1), each.group(2), each.group(3)));
        }
        return new Selector(conditions);
    }

    boolean matches(Map<String, String> labels) {
        return conditions.stream().allMatch(condition -> condition.holds(labels));
    }
}
