package dev.quarry.launcher.reference;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Imports rules, beside the existing ones; the next refresh of patterns replaces all of them. */
final class Rules {

    private static final List<String> COLUMNS = List.of(
            "parameter",
            "condition",
            "description",
            "discovered_at",
            "occurrence_pct",
            "avg_return_with",
            "avg_return_without",
            "confidence");

    private static final int TEXTS = 4;

    private static final String STORE = """
            insert into strategy_rule (strategy, parameter, condition, description, discovered_at, occurrence_pct, avg_return_with,
                avg_return_without, confidence)
            select 'rsi_bands', p, c, d, coalesce(pg_temp.reference_time(t), now()), o, w, n, f
            from unnest(?::text[], ?::text[], ?::text[], ?::text[], ?::float8[], ?::float8[], ?::float8[], ?::float8[])
                as r (p, c, d, t, o, w, n, f)
            on conflict (strategy, parameter, condition) do nothing
            """;

    private final Rows rows = new Rows("text", "text", "text", "text", "float8", "float8", "float8", "float8");
    private final Map<String, Long> leftOut = new LinkedHashMap<>();
    private long read;

    private Rules() {}

    static Taken take(Source source, Connection target, boolean dryRun) throws SQLException {
        Rules rules = new Rules();
        source.read("discovered_rules", COLUMNS, "rule_id", rules::row);
        long added = rules.store(target);
        Candles.end(target, dryRun);
        return Taken.of("rules", rules.read, added, rules.leftOut);
    }

    private void row(ResultSet row) throws SQLException {
        read++;
        Object[] values = new Object[COLUMNS.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = i < TEXTS ? Source.text(row, i + 1) : Source.number(row, i + 1);
        }
        boolean named = values[0] != null && values[1] != null && values[2] != null;
        boolean measured = IntStream.range(TEXTS, values.length)
                .allMatch(i -> values[i] != null && Double.isFinite((Double) values[i]));
        if (named && measured) {
            rows.add(values);
        } else {
            leftOut.merge("a text or a figure of the rule is missing", 1L, Long::sum);
        }
    }

    private long store(Connection target) throws SQLException {
        if (rows.size() == 0) {
            return 0;
        }
        try (PreparedStatement statement = target.prepareStatement(STORE)) {
            Array[] columns = rows.arrays(target);
            for (int i = 0; i < columns.length; i++) {
                statement.setArray(i + 1, columns[i]);
            }
            return statement.executeUpdate();
        }
    }
}
