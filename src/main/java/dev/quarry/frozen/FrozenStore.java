package dev.quarry.frozen;

import dev.quarry.catalog.StrategyReference;
import dev.quarry.forward.WinnerName;
import dev.quarry.ledger.RunHash;
import dev.quarry.ledger.RunVerdict;
import dev.quarry.platform.json.Json;
import dev.quarry.platform.sql.Database;
import dev.quarry.search.MarketWindow;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.JsonNode;

/** The frozen winners. What they were when they were frozen is inserted and never updated. */
@ApplicationScoped
public class FrozenStore {

    /** The most frozen winners: each is run again whenever its series has changed. */
    static final int MAX = 1_000;

    private static final String INSERT = """
            insert into frozen_winner (name, params_hash, job_id, row_index, exchange, symbol, timeframe, start_ts, end_ts,
                                       strategy, strategy_digest, params, data_digest, engine_version, method, verdict,
                                       verdict_note, in_sample, in_sample_returns)
            select ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?::json, ?, ?, ?, ?, ?, ?::json, ?::json
            where (select count(*) from frozen_winner) < ?
            returning id
            """;

    private static final String COLUMNS = """
            select id, name, frozen_at, params_hash, job_id, row_index, exchange, symbol, timeframe, start_ts, end_ts,
                strategy, strategy_digest, params, data_digest, engine_version, method, verdict, verdict_note, in_sample,
                in_sample_returns, checked_at, since, data_revised, last_error
            from frozen_winner
            """;

    private static final String FIND = COLUMNS + " where id = ?";

    private static final String PAGE = COLUMNS + """
             where (?::bigint is null or id < ?)
                and (?::text is null or strategy = ? or starts_with(strategy, ? || '@'))
            order by id desc limit ?
            """;

    private static final String DUE = "select id from frozen_winner order by checked_at nulls first, id limit ?";

    private static final String CURVE = "select curve from frozen_winner where id = ? and curve is not null";

    private static final String EXTENDED = """
            update frozen_winner set checked_at = ?, since = ?::json, curve = ?::json, data_revised = ?, last_error = null
            where id = ?
            """;

    private static final String CHECKED =
            "update frozen_winner set checked_at = ?, data_revised = ?, last_error = null where id = ?";

    private static final String FAILED = "update frozen_winner set checked_at = ?, last_error = ? where id = ?";

    private static final String DELETE = "delete from frozen_winner where id = ?";

    private static final TypeReference<Map<String, Object>> PARAMETERS = new TypeReference<>() {};

    private final Database database;

    @Inject
    public FrozenStore(Database database) {
        this.database = database;
    }

    /** Freezes a winner at the database's current time; empty where there are {@value #MAX} already. */
    Optional<Long> add(Birth birth) {
        WinnerName winner = birth.winner();
        MarketWindow search = birth.search();
        return database.first(
                INSERT,
                row -> row.getLong(1),
                birth.name(),
                winner.paramsHash() == null ? null : Long.valueOf(RunHash.of(winner.paramsHash())),
                winner.jobId(),
                winner.row(),
                search.exchange(),
                search.symbol(),
                search.timeframe(),
                search.startTs(),
                search.endTs(),
                birth.strategy().text(),
                birth.strategy().digest(),
                Json.MAPPER.writeValueAsString(birth.params()),
                birth.dataDigest(),
                birth.engineVersion(),
                birth.method(),
                birth.verdict().outcome(),
                birth.verdict().note(),
                birth.inSample().toString(),
                Json.MAPPER.writeValueAsString(birth.returns()),
                MAX);
    }

    Optional<FrozenWinner> find(long id) {
        return database.first(FIND, FrozenStore::winner, id);
    }

    /**
     * The newest first.
     *
     * @param strategy a name for all versions of it, or one of its texts; null for any
     * @param before only those frozen before that one; null for all
     */
    List<FrozenWinner> page(String strategy, Long before, int limit) {
        return database.query(PAGE, FrozenStore::winner, before, before, strategy, strategy, strategy, limit);
    }

    /** How its return grew since, with its band; empty before the first bar. */
    Optional<JsonNode> curve(long id) {
        return database.first(CURVE, row -> Json.MAPPER.readTree(row.getString(1)), id);
    }

    /** Those that were checked longest ago. */
    List<Long> due(int limit) {
        return database.query(DUE, row -> row.getLong(1), limit);
    }

    /** The database's time. */
    OffsetDateTime now() {
        return database.first("select now()", row -> row.getObject(1, OffsetDateTime.class))
                .orElseThrow();
    }

    /**
     * Stores what came since.
     *
     * @param at a time before its bars were read, so that a bar that comes meanwhile is not missed
     */
    void extended(long id, OffsetDateTime at, Since since, Object curve, boolean dataRevised) {
        database.update(
                EXTENDED,
                at,
                Json.MAPPER.writeValueAsString(since),
                Json.MAPPER.writeValueAsString(curve),
                dataRevised,
                id);
    }

    /** Records a check that found nothing new. */
    void checked(long id, OffsetDateTime at, boolean dataRevised) {
        database.update(CHECKED, at, dataRevised, id);
    }

    /** Records that a check failed; what is known of the winner stays. */
    void failed(long id, OffsetDateTime at, String error) {
        database.update(FAILED, at, error, id);
    }

    /** Deletes a frozen winner; false when there was none. */
    boolean remove(long id) {
        return database.update(DELETE, id) > 0;
    }

    private static FrozenWinner winner(ResultSet row) throws SQLException {
        String since = row.getString("since");
        return new FrozenWinner(
                row.getLong("id"),
                row.getObject("frozen_at", OffsetDateTime.class),
                birth(row),
                row.getObject("checked_at", OffsetDateTime.class),
                since == null ? null : Json.MAPPER.readTree(since),
                row.getBoolean("data_revised"),
                row.getString("last_error"));
    }

    private static Birth birth(ResultSet row) throws SQLException {
        Long hash = row.getObject("params_hash", Long.class);
        return new Birth(
                row.getString("name"),
                new WinnerName(
                        hash == null ? null : HexFormat.of().toHexDigits(hash),
                        row.getObject("job_id", Long.class),
                        row.getObject("row_index", Integer.class)),
                new MarketWindow(
                        row.getString("exchange"),
                        row.getString("symbol"),
                        row.getString("timeframe"),
                        row.getString("start_ts"),
                        row.getString("end_ts")),
                StrategyReference.stored(row.getString("strategy"), row.getString("strategy_digest")),
                Json.MAPPER.readValue(row.getString("params"), PARAMETERS),
                row.getString("data_digest"),
                row.getString("engine_version"),
                row.getString("method"),
                new RunVerdict(row.getString("verdict"), row.getString("verdict_note")),
                Json.MAPPER.readTree(row.getString("in_sample")),
                Json.MAPPER.readValue(row.getString("in_sample_returns"), double[].class));
    }
}
