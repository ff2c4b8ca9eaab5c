package dev.quarry.ledger;

import dev.quarry.platform.json.Json;
import dev.quarry.platform.sql.Database;
import dev.quarry.search.MarketWindow;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.HashMap;
import java.util.Map;

/** Writes tested runs and knows which parameter sets were tested already. */
@ApplicationScoped
public class RunLedger {

    /** A restarted job gets its earlier setup again, so that its runs stay together. */
    private static final String REGISTERED =
            "select id from backtest_setup where job_id = ? and data_digest = ? and engine_version = ?";

    private static final String REGISTER = """
            insert into backtest_setup (job_id, exchange, symbol, timeframe, start_ts, end_ts, base_params,
                                        fixed_params, grid, data_digest, engine_version, strategy,
                                        strategy_digest)
            values (?, ?, ?, ?, ?, ?, ?::json, ?::json, ?::json, ?, ?, ?, ?)
            on conflict on constraint backtest_setup_once_per_job do update set job_id = excluded.job_id
            returning id
            """;

    private static final String KNOWN = """
            select r.params_hash, o.*, s.job_id, s.data_digest, s.engine_version
            from backtest_run r
                join backtest_outcome o on o.id = r.outcome_id
                join backtest_setup s on s.id = o.setup_id
            where r.params_hash = any (?)
            """;

    private static final String MARK =
            "update backtest_outcome set is_winner = ? where id = any (?) and is_winner <> ?";

    private static final String OF_STRATEGY = """
            select coalesce(sum(o.runs), 0) from backtest_setup s join backtest_outcome o on o.setup_id = s.id
            where starts_with(s.strategy, ? || '@') and not starts_with(s.strategy, ? || '@sha256:')
            """;

    private final Database database;
    private final MarketTurns turns;

    @Inject
    public RunLedger(Database database) {
        this.database = database;
        this.turns = new MarketTurns(database);
    }

    /** How many stored runs name a version of a strategy that is stored under that name. */
    public long runsOf(String strategy) {
        return database.first(OF_STRATEGY, row -> row.getLong(1), strategy, strategy)
                .orElseThrow();
    }

    /**
     * Stores what the runs of a job share, once, and returns the id under which runs are saved. Jobs that test the same parameter sets
     * have to know of each other before either writes: the caller's transaction is one of its own.
     */
    public long register(RunSetup setup) {
        return database.first(
                        REGISTERED, row -> row.getLong(1), setup.jobId(), setup.dataDigest(), setup.engineVersion())
                .orElseGet(() -> registerAnew(setup));
    }

    private long registerAnew(RunSetup setup) {
        turns.take(setup.window());
        return database.first(
                        REGISTER,
                        row -> row.getLong(1),
                        setup.jobId(),
                        setup.exchange(),
                        setup.symbol(),
                        setup.timeframe(),
                        setup.startTs(),
                        setup.endTs(),
                        Json.MAPPER.writeValueAsString(setup.baseParams()),
                        Json.MAPPER.writeValueAsString(setup.fixedParams()),
                        Json.MAPPER.writeValueAsString(setup.grid()),
                        setup.dataDigest(),
                        setup.engineVersion(),
                        setup.strategy().text(),
                        setup.strategy().digest())
                .orElseThrow();
    }

    /**
     * Writes the runs of one attempt, whose setup is registered as {@link #register} says.
     *
     * @param again whether runs of that setup that this attempt writes may be there already
     */
    public RunWriter writer(RunSetup setup, boolean again) {
        return new RunWriter(database, register(setup), setup, again);
    }

    /** Whether any combination of that setup may have been tested before; if not, no hash of it is known. */
    public boolean mayKnow(RunSetup setup) {
        return new SharedRuns(database, setup).possible();
    }

    /** The database's time, microseconds since the epoch. */
    public long nowMicros() {
        return database.first("select (extract(epoch from now()) * 1000000)::bigint", row -> row.getLong(1))
                .orElseThrow();
    }

    /** Deletes files of an attempt that is over, as far as they are not registered. */
    public void clean(String directory) {
        new StrayFiles(database).delete(directory);
    }

    /** What files know of a search. */
    public SharedFiles files(RunSetup setup) {
        return new SharedFiles(database, setup);
    }

    /**
     * What is known of those parameter sets, by hash; without an entry for a set that was never tested, or whose run is in a
     * file.
     */
    public Map<Long, KnownRun> known(long[] hashes) {
        Map<Long, KnownRun> known = new HashMap<>();
        database.query(KNOWN, row -> known.put(row.getLong("params_hash"), RunRows.known(row)), (Object) hashes);
        return known;
    }

    /**
     * Judges stored runs anew, after the win criteria changed. Runs that have the same outcome in one batch are judged
     * together: criteria look at nothing else.
     */
    public void markWinners(MarketWindow window, long[] outcomes, boolean winner) {
        if (outcomes.length > 0) {
            turns.take(window);
            database.update(MARK, winner, outcomes, winner);
        }
    }
}
