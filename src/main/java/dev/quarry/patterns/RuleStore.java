package dev.quarry.patterns;

import dev.quarry.platform.json.Json;
import dev.quarry.platform.sql.Database;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.OffsetDateTime;
import java.util.List;

/** The rules of the last refresh. */
@ApplicationScoped
public class RuleStore {

    private static final String STRONGEST = """
            select * from discovered_rule
            where confidence >= ?
            order by confidence desc, occurrence_pct desc, parameter, condition
            limit 10000
            """;

    private final Database database;

    @Inject
    public RuleStore(Database database) {
        this.database = database;
    }

    /** Replaces all stored rules by these. Call it inside a transaction: readers see the old or the new set. */
    public void replaceAll(List<Rule> rules) {
        // Two refreshes at once would each miss the rules that the other is writing, and collide on them.
        database.update("lock table discovered_rule in share row exclusive mode");
        database.update("delete from discovered_rule");
        for (Rule rule : rules) {
            database.update(
                    """
                    insert into discovered_rule (parameter, condition, occurrence_pct, avg_return_with,
                                                 avg_return_without, confidence, description, significance)
                    values (?, ?, ?, ?, ?, ?, ?, ?::json)
                    """,
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
    public List<StoredRule> strongest(double minConfidence) {
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
                minConfidence);
    }

    private static Significance significance(String json) {
        return json == null ? null : Json.MAPPER.readValue(json, Significance.class);
    }

    /** How many rules there are. */
    public long count() {
        return database.first("select count(*) from discovered_rule", row -> row.getLong(1))
                .orElseThrow();
    }
}
