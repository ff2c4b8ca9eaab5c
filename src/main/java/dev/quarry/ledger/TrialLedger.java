package dev.quarry.ledger;

import dev.quarry.assessment.OutcomeSketch;
import dev.quarry.platform.sql.Database;
import dev.quarry.search.MarketWindow;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * How many distinct parameter sets of a strategy were ever tried on a series and range, by searches of any kind. The more were tried,
 * the less the best of them proves. A parameter set is identified by its hash, which depends on the text of numbers: 70
 * and 70.0 count as two, which errs on the strict side.
 */
@ApplicationScoped
public class TrialLedger {

    private static final Rows OF_FAMILY = new Rows("trial_sketch", List.of());
    private static final Rows OF_OTHERS = new Rows("strategy_trial_sketch", List.of("strategy"));

    /**
     * Statements on a table of trials.
     *
     * @param table its name
     * @param more columns of its key beside market and range, before them
     */
    private record Rows(String table, List<String> more) {

        private String key() {
            return Stream.concat(more.stream(), KEY.stream())
                    .map(column -> column + " = ?")
                    .collect(Collectors.joining(" and "));
        }

        String add() {
            List<String> columns = Stream.concat(more.stream(), KEY.stream()).toList();
            return "insert into " + table + " (" + String.join(", ", columns) + ") values (?"
                    + ", ?".repeat(columns.size() - 1) + ") on conflict do nothing";
        }

        String read(String column) {
            return "select " + column + " from " + table + " where " + key();
        }

        String write(String assignments) {
            return "update " + table + " set " + assignments + ", updated_at = now() where " + key();
        }
    }

    private static final List<String> KEY = List.of("exchange", "symbol", "timeframe", "start_at", "end_at");

    private final Database database;

    @Inject
    public TrialLedger(Database database) {
        this.database = database;
    }

    /**
     * Records trials, in the caller's transaction; those recorded before change nothing.
     *
     * @param strategy see {@link dev.quarry.catalog.CatalogedStrategy#key}
     */
    public void record(MarketWindow window, String strategy, long[] paramsHashes) {
        Rows rows = rows(strategy);
        Object[] key = key(window, strategy);
        // Only the smallest of them count; the row is not held while these are found.
        TrialSketch recorded = TrialSketch.EMPTY.with(paramsHashes);
        database.update(rows.add(), key);
        TrialSketch before = database.first(
                        rows.read("hashes") + " for update", row -> TrialSketch.of(row.getBytes(1)), key)
                .orElseThrow();
        TrialSketch after = before.with(recorded);
        if (after != before) {
            database.update(rows.write("hashes = ?, trials = ?"), with(key, after.bytes(), after.count()));
        }
    }

    /** How many distinct trials there were; exact below 16,384, beyond that within about one percent. */
    public long distinct(MarketWindow window, String strategy) {
        return database.first(rows(strategy).read("trials"), row -> row.getLong(1), key(window, strategy))
                .orElse(0L);
    }

    /** The outcomes of all searches so far. */
    public OutcomeSketch outcomes(MarketWindow window, String strategy) {
        return database.first(
                        rows(strategy).read("outcomes"),
                        row -> OutcomeSketch.of(row.getBytes(1)),
                        key(window, strategy))
                .orElse(OutcomeSketch.EMPTY);
    }

    /** Records the outcomes of another search, in the caller's transaction. */
    public void recordOutcomes(MarketWindow window, String strategy, OutcomeSketch outcomes) {
        Rows rows = rows(strategy);
        Object[] key = key(window, strategy);
        database.update(rows.add(), key);
        OutcomeSketch before = database.first(
                        rows.read("outcomes") + " for update", row -> OutcomeSketch.of(row.getBytes(1)), key)
                .orElseThrow();
        database.update(
                rows.write("outcomes = ?"), with(key, before.with(outcomes).bytes()));
    }

    private static Rows rows(String strategy) {
        return strategy.isEmpty() ? OF_FAMILY : OF_OTHERS;
    }

    private static Object[] key(MarketWindow given, String strategy) {
        MarketWindow window = given.canonical();
        Object[] key = {window.exchange(), window.symbol(), window.timeframe(), window.start(), window.end()};
        return strategy.isEmpty() ? key : with(key, strategy);
    }

    private static Object[] with(Object[] key, Object... before) {
        return Stream.concat(Arrays.stream(before), Arrays.stream(key)).toArray();
    }
}
