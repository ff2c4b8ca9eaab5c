package dev.quarry.marketdata.store;

import dev.quarry.marketdata.FundingRates;
import dev.quarry.platform.sql.Database;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.util.Arrays;
import org.postgresql.PGConnection;

/** The funding rates that markets had. */
@ApplicationScoped
public class FundingRateStore {

    private static final String PUT = """
            with put as (
                insert into funding_rate (exchange, symbol, due, rate)
                select ?, ?, timestamptz 'epoch' + t * interval '1 millisecond', r
                from unnest(?::bigint[], ?::float8[]) as given(t, r)
                on conflict (exchange, symbol, due) do update set rate = excluded.rate
                where funding_rate.rate <> excluded.rate
                returning (xmax = 0) as added)
            select count(*) filter (where added), count(*) filter (where not added) from put
            """;

    private static final String OF = """
            select (extract(epoch from due) * 1000)::bigint, rate from funding_rate
            where exchange = ? and symbol = ?
                and due >= timestamptz 'epoch' + ? * interval '1 millisecond'
                and due <= timestamptz 'epoch' + ? * interval '1 millisecond'
            order by due limit ?
            """;

    private final Database database;

    @Inject
    public FundingRateStore(Database database) {
        this.database = database;
    }

    /** Stores rates, each time once; those of the same time are replaced. */
    public MergeCounts put(String exchange, String symbol, FundingRates rates) {
        return database.call(connection -> {
            PGConnection postgres = connection.unwrap(PGConnection.class);
            try (PreparedStatement statement = connection.prepareStatement(PUT)) {
                statement.setString(1, exchange);
                statement.setString(2, symbol);
                statement.setArray(3, postgres.createArrayOf("int8", rates.time()));
                statement.setArray(4, postgres.createArrayOf("float8", rates.rate()));
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

    /** Deletes the rates of a market; how many. */
    public int delete(String exchange, String symbol) {
        return database.update("delete from funding_rate where exchange = ? and symbol = ?", exchange, symbol);
    }
}
