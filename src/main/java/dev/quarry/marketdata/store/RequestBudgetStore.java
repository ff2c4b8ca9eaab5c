package dev.quarry.marketdata.store;

import dev.quarry.platform.sql.Database;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;

/** Limits how often all nodes together call each exchange, by the database's clock. */
@ApplicationScoped
public class RequestBudgetStore {

    private static final String OPEN =
            "insert into exchange_budget (exchange, tokens) values (?, ?) on conflict (exchange) do nothing";

    /** Takes a turn, which is reserved even when it is in the future, so that those who wait keep their order. */
    private static final String TAKE = """
            update exchange_budget
            set tokens = least(cast(? as double precision),
                    tokens + ? * greatest(0, extract(epoch from clock_timestamp() - refilled_at))) - 1,
                refilled_at = clock_timestamp()
            where exchange = ? and coalesce(closed_until, '-infinity') <= clock_timestamp()
            returning tokens
            """;

    private static final String CLOSED = """
            select extract(epoch from closed_until - clock_timestamp()) from exchange_budget
            where exchange = ? and closed_until > clock_timestamp()
            """;

    private static final String CLOSE = """
            update exchange_budget
            set closed_until = greatest(closed_until, clock_timestamp() + make_interval(secs => ?))
            where exchange = ?
            """;

    /** Records a failure; the pause doubles with each failure in a row beyond those that are tolerated. */
    private static final String FAILED = """
            update exchange_budget
            set failures = failures + 1,
                closed_until = case when failures + 1 <= ? then closed_until else greatest(closed_until,
                    clock_timestamp() + make_interval(secs => least(?, ? * power(2, least(failures - ?, 20))))) end
            where exchange = ?
            """;

    private final Database database;

    @Inject
    public RequestBudgetStore(Database database) {
        this.database = database;
    }

    /**
     * The result of taking a turn.
     *
     * @param closed true when there is none because the exchange must not be called now
     * @param pause until the turn comes, or until the exchange may be called again
     */
    public record Turn(boolean closed, Duration pause) {}

    /** Takes a turn at an exchange. */
    public Turn take(String exchange, double perSecond, int burst) {
        List<Double> tokens = taken(exchange, perSecond, burst);
        if (tokens.isEmpty()) {
            Duration closed = closedFor(exchange);
            if (!closed.isZero()) {
                return new Turn(true, closed);
            }
            database.update(OPEN, exchange, (double) burst);
            tokens = taken(exchange, perSecond, burst);
        }
        double lacking = tokens.isEmpty() ? 1 : Math.max(0, -tokens.get(0));
        return new Turn(tokens.isEmpty(), seconds(lacking / perSecond));
    }

    /** For how long the exchange must not be called; zero when it may be. */
    public Duration closedFor(String exchange) {
        return database.first(CLOSED, row -> seconds(row.getDouble(1)), exchange)
                .orElse(Duration.ZERO);
    }

    /** Forbids calls for that long. */
    public void close(String exchange, Duration pause) {
        database.update(CLOSE, pause.toMillis() / 1000.0, exchange);
    }

    /**
     * Records a failure; after too many in a row, calls are forbidden for a time that doubles with each.
     *
     * @param borne how many in a row are tolerated
     * @param first the pause after one more
     * @param longest the longest pause
     */
    public void failed(String exchange, int borne, Duration first, Duration longest) {
        database.update(FAILED, borne, longest.toMillis() / 1000.0, first.toMillis() / 1000.0, borne, exchange);
    }

    /** Records an answer: failures are counted from zero again. */
    public void answered(String exchange) {
        database.update("update exchange_budget set failures = 0 where exchange = ? and failures > 0", exchange);
    }

    /** The database's time, milliseconds since the epoch. */
    public long now() {
        return database.first("select (extract(epoch from clock_timestamp()) * 1000)::bigint", row -> row.getLong(1))
                .orElseThrow();
    }

    private List<Double> taken(String exchange, double perSecond, int burst) {
        return database.query(TAKE, row -> row.getDouble(1), (double) burst, perSecond, exchange);
    }

    private static Duration seconds(double seconds) {
        return Duration.ofMillis((long) Math.ceil(seconds * 1000));
    }
}
