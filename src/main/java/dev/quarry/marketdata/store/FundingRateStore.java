package dev.quarry.marketdata.store;

import dev.quarry.marketdata.AsOf;
import dev.quarry.marketdata.FundingRates;
import dev.quarry.platform.sql.Database;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.time.OffsetDateTime;
import java.util.Arrays;
import org.postgresql.PGConnection;

/** The funding rates of markets. */
@ApplicationScoped
public class FundingRateStore {

    /** Stores rates; replaced ones are kept for reading as of earlier times. */
    private static final String PUT = """
            with given as (
                select cast(? as text) as exchange, cast(? as text) as symbol, cast(? as timestamptz) as at,
                    timestamptz 'epoch' + t * interval '1 millisecond' as due, r as rate
                from unnest(?::bigint[], ?::float8[]) as sent(t, r)),
            kept as (
                insert into funding_rate_revision (exchange, symbol, due, rate, known_from, known_to)
                select f.exchange, f.symbol, f.due, f.rate, f.known_from, g.at
                from funding_rate f join given g using (exchange, symbol, due)
                where f.rate <> g.rate),
            put as (
                insert into funding_rate (exchange, symbol, due, rate, known_from)
                select exchange, symbol, due, rate, at from given
                on conflict (exchange, symbol, due) do update set rate = excluded.rate, known_from = excluded.known_from
                where funding_rate.rate <> excluded.rate
                returning (xmax = 0) as added)
            select count(*) filter (where added), count(*) filter (where not added) from put
            """;

    private static final String OF = """
            with asked as (
                select cast(? as text) as exchange, cast(? as text) as symbol,
                    timestamptz 'epoch' + ? * interval '1 millisecond' as first,
                    timestamptz 'epoch' + ? * interval '1 millisecond' as last, cast(? as timestamptz) as at),
            known as (
                select due, rate from funding_rate join asked using (exchange, symbol)
                where due >= first and due <= last and (at is null or known_from is null or known_from <= at)
                union all
                select due, rate from funding_rate_revision join asked using (exchange, symbol)
                where due >= first and due <= last and known_to > at and (known_from is null or known_from <= at))
            select (extract(epoch from due) * 1000)::bigint, rate from known order by due limit ?
            """;

    private static final String DELETE = """
            with gone as (
                delete from funding_rate where exchange = ? and symbol = ?
                returning exchange, symbol, due, rate, known_from)
            insert into funding_rate_revision (exchange, symbol, due, rate, known_from, known_to)
            select exchange, symbol, due, rate, known_from, cast(? as timestamptz) from gone
            """;

    private final Database database;

    @Inject
    public FundingRateStore(Database database) {
        this.database = database;
    }

    /**
     * Stores rates, each time once; those of the same time are replaced.
     *
     * @param at the time of the change, see {@link MarketChangeStore#begin}
     */
    public MergeCounts put(String exchange, String symbol, FundingRates rates, OffsetDateTime at) {
        return database.call(connection -> {
            PGConnection postgres = connection.unwrap(PGConnection.class);
            try (PreparedStatement statement = connection.prepareStatement(PUT)) {
                statement.setString(1, exchange);
                statement.setString(2, symbol);
                statement.setObject(3, at);
                statement.setArray(4, postgres.createArrayOf("int8", rates.time()));
                statement.setArray(5, postgres.createArrayOf("float8", rates.rate()));
                try (ResultSet counts = statement.executeQuery()) {
                    counts.next();
                    long added = counts.getLong(1);
                    long replaced = counts.getLong(2);
                    return new MergeCounts(added, replaced, rates.time().length - added - replaced);
                }
            }
        });
    }

    /**
     * The rates that fell due in a range, both ends inclusive, milliseconds since the epoch.
     *
     * @param most how many at most, the earliest
     */
    public FundingRates of(String exchange, String symbol, long from, long to, int most) {
        return of(exchange, symbol, from, to, most, AsOf.NOW);
    }

    /** The rates of a range as they were known at a time. */
    FundingRates of(String exchange, String symbol, long from, long to, int most, AsOf asOf) {
        long[][] time = {new long[1024]};
        double[][] rate = {new double[1024]};
        int[] size = {0};
        database.query(
                OF,
                row -> {
                    if (size[0] == time[0].length) {
                        time[0] = Arrays.copyOf(time[0], size[0] * 2);
                        rate[0] = Arrays.copyOf(rate[0], size[0] * 2);
                    }
                    time[0][size[0]] = row.getLong(1);
                    rate[0][size[0]++] = row.getDouble(2);
                    return Boolean.TRUE;
                },
                exchange,
                symbol,
                from,
                to,
                asOf.offsetTime(),
                most);
        return new FundingRates(Arrays.copyOf(time[0], size[0]), Arrays.copyOf(rate[0], size[0]));
    }

    /** How many rates a market has. */
    public long count(String exchange, String symbol) {
        return database.query(
                        "select count(*) from funding_rate where exchange = ? and symbol = ?",
                        row -> row.getLong(1),
                        exchange,
                        symbol)
                .get(0);
    }

    /**
     * Deletes the rates of a market; returns how many.
     *
     * @param at the time of the change, see {@link MarketChangeStore#begin}
     */
    public int delete(String exchange, String symbol, OffsetDateTime at) {
        return database.update(DELETE, exchange, symbol, at);
    }
}
