package dev.quarry.patterns;

import dev.quarry.platform.json.Json;
import dev.quarry.platform.sql.Database;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.OffsetDateTime;
import java.util.List;

/** The rules of the last refresh for each strategy. */
@ApplicationScoped
public class RuleStore {

    private static final String STRONGEST = """
            select * from strategy_rule
            where strategy = ? and confidence >= ?
            order by confidence desc, occurrence_pct desc, parameter, condition
            limit 10000
            """;

    private final Database database;

    @Inject
    public RuleStore(Database database) {
        this.database = database;
    }

    /** Replaces all stored rules of a strategy by these. Call it inside a transaction: readers see the old or the new set. */
    public void replaceAll(String strategy, List<Rule> rules) {
        // Two refreshes at once would each miss the rules that the other is writing, and collide on them.
        database.update("lock table strategy_rule in share row exclusive mode");
        database.update("delete from strategy_rule where strategy = ?", strategy);
        for (Rule rule : rules) {
            database.update(
                    """
                    insert into strategy_rule (strategy, parameter, condition, occurrence_pct, avg_return_with,
                                                 avg_return_without, confidence, description, significance)
                    values (?, ?, ?, ?, ?, ?, ?, ?, ?::json)
                    """,
                    strategy,
                    rule.parameter(),
                    rule.condition(),
                    rule.occurrencePct(),
                    rule.avgReturnWith(),
                    rule.avgReturnWithout(),
                    rule.confidence(),
                    rule.description(),
                    Json.MAPPER.writeValueAsString(rule.significance()));
        }
    }

    /** The rules of at least that confidence, strongest first. */
    public List<StoredRule> strongest(String strategy, double minConfidence) {
        return database.query(
                STRONGEST,
                row -> new StoredRule(
                        row.getLong("rule_id"),
                        new Rule(
                                row.getString("parameter"),
                                row.getString("condition"),
                                row.getDouble("occurrence_pct"),
                                row.getDouble("avg_return_with"),
                                row.getDouble("avg_return_without"),
                                row.getDouble("confidence"),
                                row.getString("description"),
                                significance(row.getString("significance"))),
                        row.getObject("discovered_at", OffsetDateTime.class)),
                strategy,
                minConfidence);
    }

    private static Significance significance(String json) {
        return json == null ? null : Json.MAPPER.readValue(json, Significance.class);
    }

    /**
     * How many rules there are.
     *
     * @param strategy null for those of all strategies
     */
    public long count(String strategy) {
        return database.first(
                        "select count(*) from strategy_rule where ?::text is null or strategy = ?",
                        row -> row.getLong(1),
                        strategy,
                        strategy)
                .orElseThrow();
    }
}
