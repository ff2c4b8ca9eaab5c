package dev.quarry.leaderboard;

import dev.quarry.platform.json.Json;
import dev.quarry.platform.sql.Database;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.OffsetDateTime;
import java.util.Optional;

/** The stored leaderboards. Old ones are dropped when new ones come in. */
@ApplicationScoped
public class SnapshotStore {

    /** Enough to look back on; the newest is the one that is served. */
    static final int KEPT = 500;

    /** A job that is started again replaces what its earlier attempt stored. */
    private static final String SAVE = """
            insert into leaderboard_snapshot (job_id, sort_by, min_trades, top_n, payload)
            values (?, ?, ?, ?, ?::json)
            on conflict (job_id) do update set payload = excluded.payload, created_at = now()
            returning id
            """;

    private static final String PRUNE = """
            delete from leaderboard_snapshot where id in (
                select id from leaderboard_snapshot order by created_at desc, id desc offset ?)
            """;

    private static final String NEWEST = """
            select id, created_at, payload from leaderboard_snapshot order by created_at desc, id desc limit 1
            """;

    private final Database database;

    @Inject
    public SnapshotStore(Database database) {
        this.database = database;
    }

    /** Stores the leaderboard of that job and gives the snapshot's id. Call it inside a transaction. */
    public long save(long jobId, LeaderboardRequest request, Leaderboard leaderboard) {
        long id = database.first(
                        SAVE,
                        row -> row.getLong(1),
                        jobId,
                        request.sortBy(),
                        request.minTrades(),
                        request.topN(),
                        Json.MAPPER.writeValueAsString(leaderboard))
                .orElseThrow();
        database.update(PRUNE, KEPT);
        return id;
    }

    /** The newest snapshot, if there is any. */
    public Optional<Snapshot> newest() {
        return database.first(
                NEWEST, row -> new Snapshot(row.getLong(1), row.getObject(2, OffsetDateTime.class), row.getString(3)));
    }
}
