package dev.quarry.ledger;

import dev.quarry.assessment.OutcomeSketch;
import dev.quarry.platform.sql.Database;
import dev.quarry.search.MarketWindow;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

/**
 * How many distinct parameter sets were ever tried on a series and range, by searches of any kind. The more were tried,
 * the less the best of them proves. A parameter set is identified by its hash, which depends on the text of numbers: 70
 * and 70.0 count as two, which errs on the strict side.
 */
@ApplicationScoped
public class TrialLedger {

    private static final String KEY = "exchange = ? and symbol = ? and timeframe = ? and start_at = ? and end_at = ?";

    private static final String ADD = """
            insert into trial_sketch (exchange, symbol, timeframe, start_at, end_at) values (?, ?, ?, ?, ?)
            on conflict do nothing
            """;

    private static final String LOCK = "select hashes from trial_sketch where " + KEY + " for update";

    private static final String WRITE =
            "update trial_sketch set hashes = ?, trials = ?, updated_at = now() where " + KEY;

    private static final String OUTCOMES = "select outcomes from trial_sketch where " + KEY;

    private static final String WRITE_OUTCOMES =
            "update trial_sketch set outcomes = ?, updated_at = now() where " + KEY;

    private final Database database;

    @Inject
    public TrialLedger(Database database) {
        this.database = database;
    }

    /** Records trials, in the caller's transaction; those recorded before change nothing. */
    public void record(MarketWindow window, long[] paramsHashes) {
        Object[] key = key(window);
        database.update(ADD, key);
        TrialSketch before = database.first(LOCK, row -> TrialSketch.of(row.getBytes(1)), key)
                .orElseThrow();
        TrialSketch after = before.with(paramsHashes);
        if (after != before) {
            database.update(WRITE, after.bytes(), after.count(), key[0], key[1], key[2], key[3], key[4]);
        }
    }

    /** How many distinct trials there were; exact below 16,384, beyond that within about one percent. */
    public long distinct(MarketWindow window) {
        return database.first("select trials from trial_sketch where " + KEY, row -> row.getLong(1), key(window))
                .orElse(0L);
    }

    /** The outcomes of all searches so far. */
    public OutcomeSketch outcomes(MarketWindow window) {
        return database.first(OUTCOMES, row -> OutcomeSketch.of(row.getBytes(1)), key(window))
                .orElse(OutcomeSketch.EMPTY);
    }

    /** Records the outcomes of another search, in the caller's transaction. */
    public void recordOutcomes(MarketWindow window, OutcomeSketch outcomes) {
        Object[] key = key(window);
        database.update(ADD, key);
        OutcomeSketch before = database.first(OUTCOMES + " for update", row -> OutcomeSketch.of(row.getBytes(1)), key)
                .orElseThrow();
        database.update(WRITE_OUTCOMES, before.with(outcomes).bytes(), key[0], key[1], key[2], key[3], key[4]);
    }

    private static Object[] key(MarketWindow given) {
        MarketWindow window = given.canonical();
        return new Object[] {window.exchange(), window.symbol(), window.timeframe(), window.start(), window.end()};
    }
}
