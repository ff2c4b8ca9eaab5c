package dev.quarry.leaderboard;

import dev.quarry.catalog.StrategyReference;
import dev.quarry.ledger.query.MarketFilter;
import dev.quarry.platform.json.Json;
import dev.quarry.platform.sql.Database;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;

/** The stored leaderboards. Old ones are deleted when new ones are stored. */
@ApplicationScoped
public class SnapshotStore {

    /** How many snapshots are kept. */
    static final int KEPT = 500;

    /** An attempt replaces what an earlier attempt of its job stored. */
    private static final String SAVE = """
            insert into leaderboard_snapshot (job_id, sort_by, min_trades, top_n, distinct_only, exchange, symbol,
                                              timeframe, start_at, end_at, strategy, assess, asked, strategies,
                                              total_winners, best_return, payload)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?::json)
            on conflict (job_id) do update set
                strategies = excluded.strategies, total_winners = excluded.total_winners,
                best_return = excluded.best_return, payload = excluded.payload, created_at = now()
            returning id
            """;

    /** The last one of each strategy that a client requested is kept, because schedules repeat its settings. */
    private static final String PRUNE = """
            delete from leaderboard_snapshot where id in (
                select id from leaderboard_snapshot order by created_at desc, id desc offset ?)
            and id not in (
                select distinct on (strategy) id from leaderboard_snapshot where asked
                order by strategy, created_at desc, id desc)
            """;

    private static final String LAST_ASKED = """
            select * from leaderboard_snapshot where asked and strategy is not distinct from ?
            order by created_at desc, id desc limit 1
            """;

    /**
     * The newest of a strategy with the settings that a client requested last for it; before any request, the newest of all of it.
     * Nulls are settings too.
     */
    private static final String CURRENT = """
            with a as (
                select id, sort_by, min_trades, top_n, distinct_only, exchange, symbol, timeframe, start_at, end_at
                from leaderboard_snapshot where asked and strategy is not distinct from ?
                order by created_at desc, id desc limit 1)
            select s.id, s.created_at, s.payload from leaderboard_snapshot s left join a on true
            where s.strategy is not distinct from ? and (a.id is null
                or (s.sort_by, s.min_trades, s.top_n, s.distinct_only, s.exchange, s.symbol, s.timeframe, s.start_at,
                    s.end_at)
                is not distinct from
                   (a.sort_by, a.min_trades, a.top_n, a.distinct_only, a.exchange, a.symbol, a.timeframe, a.start_at,
                    a.end_at))
            order by s.created_at desc, s.id desc limit 1
            """;

    private static final String FIRED = "select 1 from schedule_fire where job_id = ? limit 1";

    private static final String FIND = "select * from leaderboard_snapshot where id = ?";

    private static final String PAGE = """
            select * from leaderboard_snapshot
            where (?::timestamptz is null or (created_at, id) < (?, ?)) and (?::text is null or strategy = ?)
            order by created_at desc, id desc limit ?
            """;

    /** Nulls are settings too, hence "is not distinct from". */
    private static final String BEFORE = """
            select s.id from leaderboard_snapshot s, leaderboard_snapshot t
            where t.id = ? and (s.created_at, s.id) < (t.created_at, t.id)
                and (s.sort_by, s.min_trades, s.top_n, s.distinct_only, s.exchange, s.symbol, s.timeframe, s.start_at,
                     s.end_at, s.strategy)
                is not distinct from
                    (t.sort_by, t.min_trades, t.top_n, t.distinct_only, t.exchange, t.symbol, t.timeframe, t.start_at,
                     t.end_at, t.strategy)
            order by s.created_at desc, s.id desc limit 1
            """;

    private final Database database;

    @Inject
    public SnapshotStore(Database database) {
        this.database = database;
    }

    /**
     * Stores the leaderboard of that job and returns the snapshot's id. Call it inside a transaction.
     *
     * @param asked whether a client asked for it
     */
    public long save(long jobId, LeaderboardRequest request, boolean asked, Leaderboard leaderboard) {
        MarketFilter market = request.market();
        long id = database.first(
                        SAVE,
                        row -> row.getLong(1),
                        jobId,
                        request.sortBy(),
                        request.minTrades(),
                        request.topN(),
                        request.distinct(),
                        market.exchange(),
                        market.symbol(),
                        market.timeframe(),
                        market.start(),
                        market.end(),
                        market.strategy(),
                        request.assess(),
                        asked,
                        leaderboard.strategies().size(),
                        leaderboard.stats().totalWinners(),
                        leaderboard.stats().bestReturn(),
                        Json.MAPPER.writeValueAsString(leaderboard))
                .orElseThrow();
        database.update(PRUNE, KEPT);
        return id;
    }

    /**
     * The snapshot that is served: the newest with the settings that a client requested last, whoever made it; before
     * any request, the newest of all.
     *
     * @param strategy as {@link MarketFilter#strategy}: those of it only
     */
    public Optional<Snapshot> current(String strategy) {
        return database.first(CURRENT, SnapshotStore::snapshot, strategy, strategy);
    }

    /** Whether a schedule's fire enqueued that job. */
    boolean scheduled(long jobId) {
        return database.first(FIRED, row -> true, jobId).isPresent();
    }

    /** The settings that a client requested last for a strategy. */
    Optional<LeaderboardRequest> lastAsked(String strategy) {
        return database.first(LAST_ASKED, SnapshotStore::request, strategy);
    }

    private static LeaderboardRequest request(ResultSet row) throws SQLException {
        return new LeaderboardRequest(
                row.getString("sort_by"),
                row.getInt("top_n"),
                row.getInt("min_trades"),
                row.getString("exchange"),
                row.getString("symbol"),
                row.getString("timeframe"),
                text(row, "start_at"),
                text(row, "end_at"),
                row.getBoolean("distinct_only"),
                requested(row.getString("strategy")),
                row.getObject("assess", Integer.class));
    }

    /** A stored strategy as a request says it. */
    private static String requested(String strategy) {
        if (strategy == null) {
            return MarketFilter.EVERY_STRATEGY;
        }
        return strategy.equals(StrategyReference.BUILT_IN.text()) ? null : strategy;
    }

    private static String text(ResultSet row, String column) throws SQLException {
        OffsetDateTime time = time(row, column);
        return time == null ? null : time.toString();
    }

    /** A snapshot with its strategies. */
    public Optional<Snapshot> find(long id) {
        return database.first(FIND, SnapshotStore::snapshot, id);
    }

    /** The settings and figures of a snapshot. */
    public Optional<SnapshotSummary> summary(long id) {
        return database.first(FIND, SnapshotStore::summary, id);
    }

    /** The id of the previous snapshot with the same settings. */
    public Optional<Long> before(long id) {
        return database.first(BEFORE, row -> row.getLong(1), id);
    }

    /**
     * A page of the history, newest first.
     *
     * @param strategy as {@link MarketFilter#strategy}: those of it only; null for all
     * @param after the last snapshot of the page before; null for the first page
     */
    public SnapshotPage page(String strategy, SnapshotCursor after, int limit) {
        OffsetDateTime createdAt = after == null ? null : after.createdAt();
        long id = after == null ? 0 : after.id();
        List<SnapshotSummary> found =
                database.query(PAGE, SnapshotStore::summary, createdAt, createdAt, id, strategy, strategy, limit + 1);
        if (found.size() <= limit) {
            return new SnapshotPage(found, null);
        }
        SnapshotSummary last = found.get(limit - 1);
        return new SnapshotPage(
                List.copyOf(found.subList(0, limit)), new SnapshotCursor(last.createdAt(), last.id()).text());
    }

    private static Snapshot snapshot(ResultSet row) throws SQLException {
        return new Snapshot(row.getLong("id"), time(row, "created_at"), row.getString("payload"));
    }

    private static SnapshotSummary summary(ResultSet row) throws SQLException {
        return new SnapshotSummary(
                row.getLong("id"),
                time(row, "created_at"),
                row.getString("sort_by"),
                row.getInt("min_trades"),
                row.getInt("top_n"),
                row.getBoolean("distinct_only"),
                row.getBoolean("asked"),
                row.getString("strategy"),
                row.getString("exchange"),
                row.getString("symbol"),
                row.getString("timeframe"),
                time(row, "start_at"),
                time(row, "end_at"),
                row.getInt("strategies"),
                row.getLong("total_winners"),
                row.getDouble("best_return"));
    }

    private static OffsetDateTime time(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class);
    }
}
