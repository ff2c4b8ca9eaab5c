package dev.quarry.patterns;

import com.fasterxml.jackson.annotation.JsonRawValue;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.quarry.platform.json.Json;
import dev.quarry.platform.sql.Database;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Values, ranges and pairs of the last refresh for each strategy, and what they are based on. */
@ApplicationScoped
public class PatternStore {

    private static final String ADD = """
            insert into strategy_pattern (strategy, kind, place, parameter, other_parameter, avg_return, lift,
                                          lift_over_single, p_value, pattern)
            select ?, ?, place, p ->> 'parameter', p ->> 'other_parameter', (p ->> 'avg_return')::double precision,
                   (p ->> 'lift')::double precision, (p ->> 'lift_over_single')::double precision,
                   (p ->> 'p_value')::double precision, p
            from json_array_elements(?::json) with ordinality as element (p, place)
            """;

    private static final String BASIS = """
            insert into strategy_pattern_basis (strategy, basis) values (?, ?::json)
            on conflict (strategy) do update set basis = excluded.basis, refreshed_at = now()
            """;

    private static final String LIST = """
            select pattern from strategy_pattern
            where strategy = ? and kind = ? and (?::text is null or parameter = ? or other_parameter = ?)
                and (?::text is null or parameter = ? or other_parameter = ?)
            order by %s limit ?
            """;

    private static final String VALUE = "value";
    private static final String RANGE = "range";
    private static final String PAIR = "pair";

    private final Database database;

    @Inject
    public PatternStore(Database database) {
        this.database = database;
    }

    /**
     * Replaces all stored patterns of the basis' strategy by these. Call it inside a transaction: readers see the old or the new
     * ones.
     */
    public void replaceAll(PatternBasis basis, Patterns patterns) {
        String strategy = basis.strategy();
        database.update("lock table strategy_pattern in share row exclusive mode");
        database.update("delete from strategy_pattern where strategy = ?", strategy);
        database.update(ADD, strategy, VALUE, Json.MAPPER.writeValueAsString(patterns.values()));
        database.update(ADD, strategy, RANGE, Json.MAPPER.writeValueAsString(patterns.ranges()));
        database.update(ADD, strategy, PAIR, Json.MAPPER.writeValueAsString(patterns.pairs()));
        database.update(BASIS, strategy, Json.MAPPER.writeValueAsString(basis));
    }

    /** What the last refresh for a strategy was based on; empty before the first. */
    public Optional<StoredBasis> basis(String strategy) {
        return database.first(
                "select refreshed_at, basis from strategy_pattern_basis where strategy = ?",
                row -> new StoredBasis(
                        row.getObject(1, OffsetDateTime.class),
                        Json.MAPPER.readValue(row.getString(2), PatternBasis.class)),
                strategy);
    }

    /** The values of a parameter, or of all of them. */
    public List<StoredPattern> values(String strategy, String parameter, int limit) {
        return list(strategy, VALUE, parameter, null, "place", limit);
    }

    /** The ranges of a parameter, or of all of them. */
    public List<StoredPattern> ranges(String strategy, String parameter, int limit) {
        return list(strategy, RANGE, parameter, null, "place", limit);
    }

    /** The best pairs: of all parameters, of one parameter with any other, or of two parameters. */
    public List<StoredPattern> pairs(String strategy, String parameter, String with, PairOrder order, int limit) {
        return list(strategy, PAIR, parameter, with, order.sql(), limit);
    }

    private List<StoredPattern> list(
            String strategy, String kind, String parameter, String with, String order, int limit) {
        return database.query(
                String.format(Locale.ROOT, LIST, order),
                row -> new StoredPattern(row.getString(1)),
                strategy,
                kind,
                parameter,
                parameter,
                parameter,
                with,
                with,
                with,
                limit);
    }

    /** A pattern as it was stored, in JSON. */
    public record StoredPattern(@JsonValue @JsonRawValue String json) {}
}
