package dev.quarry.ledger.query;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Builds a where clause, with the arguments in the order of their placeholders. */
final class Conditions {

    private final StringBuilder sql = new StringBuilder("true");
    private final List<Object> arguments = new ArrayList<>();

    Conditions and(String condition, Object... values) {
        sql.append(" and ").append(condition);
        arguments.addAll(Arrays.asList(values));
        return this;
    }

    Conditions or(String condition, Object... values) {
        sql.append(" or ").append(condition);
        arguments.addAll(Arrays.asList(values));
        return this;
    }

    String sql() {
        return sql.toString();
    }

    Object[] arguments() {
        return arguments.toArray();
    }
}
