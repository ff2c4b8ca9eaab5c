package dev.quarry.launcher.reference;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Imports candles, series by series, some thousands per transaction; what was committed stays when the import is
 * interrupted. The last bar of each series is left out: the reference stores it while it is still changing, and nothing
 * shows whether it was updated later. An exchange has it in full.
 */
final class Candles {

    private static final int BARS_AT_A_TIME = 20_000;
    private static final long REPORT_NANOS = 2_000_000_000L;
    private static final String LAST = "the last bar of its series, which may have been stored before it ended";

    private static final List<String> COLUMNS =
            List.of("exchange", "symbol", "timeframe", "ts", "open", "high", "low", "close", "volume");

    private static final String NOW = "select (extract(epoch from now()) * 1000)::bigint";

    private static final String CREATE =
            "insert into series (exchange, symbol, timeframe) values (?, ?, ?) on conflict do nothing";

    /** Writers of one series take turns, so that counts and bounds are exact. */
    private static final String LOCK = """
            select id, (extract(epoch from first_open) * 1000)::bigint from series
            where exchange = ? and symbol = ? and timeframe = ? for update
            """;

    /**
     * Existing bars stay as they are. When bars were stored is recorded for stretches that had none before, as the
     * application's {@code CandleStore} does.
     */
    private static final String STORE = """
            with series_id as (select cast(? as bigint) as id),
            incoming as materialized (
                select timestamptz 'epoch' + t * interval '1 millisecond' as open_time, o, h, l, c, v
                from unnest(?::bigint[], ?::float8[], ?::float8[], ?::float8[], ?::float8[], ?::float8[])
                    as b (t, o, h, l, c, v)),
            change as (
                select id, greatest(date_trunc('milliseconds', clock_timestamp()), changed_at)
                    + interval '1 millisecond' as at
                from series join series_id using (id)),
            present as materialized (
                select open_time from candle
                where series_id = (select id from series_id)
                    and open_time between (select min(open_time) from incoming) and (select max(open_time) from incoming)),
            added as (
                insert into candle (series_id, open_time, open, high, low, close, volume)
                select id, open_time, o, h, l, c, v from incoming, series_id
                on conflict do nothing
                returning open_time),
            numbered as (
                select open_time, is_new, row_number() over (order by open_time)
                    - row_number() over (partition by is_new order by open_time) as run
                from (select open_time, true as is_new from added union all select open_time, false from present) as bars),
            noted as (
                insert into candle_addition (series_id, added_at, first_open, last_open)
                select id, at, min(open_time), max(open_time) from numbered, change where is_new group by id, at, run)
            select count(*), (select at from change) from added
            """;

    /** The version lets nodes know that what they hold in memory is outdated. */
    private static final String RECORD = """
            update series s set version = version + 1, bars = bars + ?,
                first_open = least(first_open, timestamptz 'epoch' + ? * interval '1 millisecond'),
                last_open = greatest(last_open, timestamptz 'epoch' + ? * interval '1 millisecond'),
                changed_at = ?
            where id = ?
            """;

    private final Connection target;
    private final boolean dryRun;
    private final Consumer<String> progress;
    private final Rows rows = new Rows("int8", "float8", "float8", "float8", "float8", "float8");
    private final Map<String, Long> leftOut = new LinkedHashMap<>();
    private final long now;
    private Key key;
    private CandleCheck check;
    private Bar last;
    private Long previous;
    private long read;
    private long added;
    private long reported = System.nanoTime();

    private Candles(Connection target, boolean dryRun, Consumer<String> progress) throws SQLException {
        this.target = target;
        this.dryRun = dryRun;
        this.progress = progress;
        try (PreparedStatement statement = target.prepareStatement(NOW);
                ResultSet row = statement.executeQuery()) {
            row.next();
            now = row.getLong(1);
        }
        target.commit();
    }

    static Taken take(Source source, Connection target, boolean dryRun, Consumer<String> progress) throws SQLException {
        Candles candles = new Candles(target, dryRun, progress);
        source.read("ohlcv_cache", COLUMNS, "exchange, symbol, timeframe, ts", candles::row);
        candles.begin(null);
        return Taken.of("candles", candles.read, candles.added, candles.leftOut);
    }

    private void row(ResultSet row) throws SQLException {
        read++;
        Key of = new Key(Source.text(row, 1), Source.text(row, 2), Source.text(row, 3));
        if (!of.equals(key)) {
            begin(of);
        }
        if (check == null) {
            leaveOut("the timeframe " + of.timeframe + " is not one that is kept, or exchange or symbol is missing");
            return;
        }
        pass();
        Double time = Source.number(row, 4);
        last = new Bar(
                time == null || time % 1 != 0 ? null : Long.valueOf(time.longValue()),
                Source.number(row, 5),
                Source.number(row, 6),
                Source.number(row, 7),
                Source.number(row, 8),
                Source.number(row, 9));
        report();
    }

    /** Ends the current series and begins another. */
    private void begin(Key next) throws SQLException {
        if (last != null) {
            leaveOut(LAST);
            last = null;
        }
        store();
        key = next;
        previous = null;
        check = null;
        if (next != null && next.series().isPresent()) {
            check = new CandleCheck(
                    next.series().get().timeframe, firstOpen(next.series().get()), now);
        }
    }

    /**
     * Adds the previous bar, which is not the last of its series, or counts why it is left out. Exchange names that
     * differ only in case may contain a bar twice.
     */
    private void pass() throws SQLException {
        if (last == null) {
            return;
        }
        Double high = CandleCheck.roundedUp(last.high, last.open, last.low, last.close);
        Double low = CandleCheck.roundedDown(last.low, last.open, last.high, last.close);
        String fault = check.fault(last.time, last.open, high, low, last.close, last.volume);
        if (fault == null && Objects.equals(previous, last.time)) {
            fault = "the bar is there twice";
        }
        if (fault != null) {
            leaveOut(fault);
            return;
        }
        previous = last.time;
        rows.add(last.time, last.open, high, low, last.close, last.volume);
        if (rows.size() == BARS_AT_A_TIME) {
            store();
        }
    }

    private void leaveOut(String reason) {
        leftOut.merge(reason, 1L, Long::sum);
    }

    private void store() throws SQLException {
        if (rows.size() == 0) {
            return;
        }
        Key series = key.series().orElseThrow();
        Array[] columns = rows.arrays(target);
        Long[] times = (Long[]) columns[0].getArray();
        try (PreparedStatement create = target.prepareStatement(CREATE);
                PreparedStatement store = target.prepareStatement(STORE)) {
            series.set(create);
            create.executeUpdate();
            long id = lock(series).orElseThrow().id;
            store.setLong(1, id);
            for (int i = 0; i < columns.length; i++) {
                store.setArray(i + 2, columns[i]);
            }
            try (ResultSet stored = store.executeQuery()) {
                stored.next();
                if (stored.getLong(1) > 0) {
                    record(id, stored.getLong(1), times, stored.getObject(2, OffsetDateTime.class));
                }
                added += stored.getLong(1);
            }
        }
        end(target, dryRun);
        rows.clear();
    }

    private void record(long id, long stored, Long[] times, OffsetDateTime at) throws SQLException {
        try (PreparedStatement record = target.prepareStatement(RECORD)) {
            record.setLong(1, stored);
            record.setLong(2, times[0]);
            record.setLong(3, times[times.length - 1]);
            record.setObject(4, at);
            record.setLong(5, id);
            record.executeUpdate();
        }
    }

    private Long firstOpen(Key series) throws SQLException {
        Long first = lock(series).map(Stored::firstOpen).orElse(null);
        target.rollback();
        return first;
    }

    private Optional<Stored> lock(Key series) throws SQLException {
        try (PreparedStatement lock = target.prepareStatement(LOCK)) {
            series.set(lock);
            try (ResultSet row = lock.executeQuery()) {
                if (!row.next()) {
                    return Optional.empty();
                }
                long first = row.getLong(2);
                return Optional.of(new Stored(row.getLong(1), row.wasNull() ? null : Long.valueOf(first)));
            }
        }
    }

    private void report() {
        if (System.nanoTime() - reported > REPORT_NANOS) {
            reported = System.nanoTime();
            progress.accept(String.format(
                    Locale.ROOT, "%,d candles read, now %s %s %s", read, key.exchange, key.symbol, key.timeframe));
        }
    }

    static void end(Connection target, boolean dryRun) throws SQLException {
        if (dryRun) {
            target.rollback();
        } else {
            target.commit();
        }
    }

    private record Stored(long id, Long firstOpen) {}

    private record Bar(Long time, Double open, Double high, Double low, Double close, Double volume) {}

    /** A series as the reference names it. */
    private record Key(String exchange, String symbol, String timeframe) {

        /** The series as Quarry names it; empty where it has no such series. */
        Optional<Key> series() {
            if (exchange == null || exchange.isBlank() || symbol == null || symbol.isBlank()) {
                return Optional.empty();
            }
            return CandleCheck.timeframe(timeframe)
                    .map(code -> new Key(exchange.strip().toLowerCase(Locale.ROOT), symbol.strip(), code));
        }

        void set(PreparedStatement statement) throws SQLException {
            statement.setString(1, exchange);
            statement.setString(2, symbol);
            statement.setString(3, timeframe);
        }
    }
}
