package dev.quarry.launcher.reference;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** The whole import, table by table, in the order in which they depend on each other. */
public final class ReferenceImport {

    /** Functions that return null for any text that is not valid. They exist for the session only. */
    private static final String FUNCTIONS = """
            create or replace function pg_temp.reference_json(t text) returns json language plpgsql as $$
            begin return t::json; exception when others then return null; end $$;
            create or replace function pg_temp.reference_time(t text) returns timestamptz language plpgsql as $$
            begin
                return case when t ~ '^\\d{4}-\\d\\d-\\d\\d([T ]\\d\\d:\\d\\d(:\\d\\d(\\.\\d{1,9})?)?([Zz]|[+-]\\d\\d:\\d\\d)?)?$'
                    then t::timestamptz end;
            exception when others then return null; end $$;
            create or replace aggregate pg_temp.reference_product(numeric) (
                sfunc = numeric_mul, stype = numeric, initcond = '1');
            set time zone 'UTC'
            """;

    private final List<Source> sources;
    private final Connection target;
    private final boolean dryRun;
    private final Optional<String> exchange;
    private final Consumer<String> progress;

    /**
     * @param target Quarry's database, where connections find its tables; used by this alone
     * @param dryRun whether everything is rolled back in the end
     * @param exchange the exchange that the runs were tested on; empty to derive it from the stored candles
     * @param progress receives a line on the progress now and then
     */
    public ReferenceImport(
            List<Source> sources,
            Connection target,
            boolean dryRun,
            Optional<String> exchange,
            Consumer<String> progress) {
        this.sources = sources;
        this.target = target;
        this.dryRun = dryRun;
        this.exchange = exchange;
        this.progress = progress;
    }

    /**
     * Imports everything that there is.
     *
     * @return a line for each table
     * @throws ReferenceException when there is nothing to import, or nowhere to store it
     */
    public List<Taken> run() throws SQLException {
        if (sources.stream().allMatch(source -> source.tables().isEmpty())) {
            throw new ReferenceException("There is nothing to take over: "
                    + sources.stream().map(Source::toString).collect(Collectors.joining(", "))
                    + " has none of the tables "
                    + String.join(", ", Source.TABLES) + ".");
        }
        target.setAutoCommit(false);
        try (Statement statement = target.createStatement()) {
            try (ResultSet row = statement.executeQuery("select to_regclass('fencing_token_seq') is not null")) {
                row.next();
                if (!row.getBoolean(1)) {
                    throw new ReferenceException(
                            "Quarry's database has no tables yet: start this version of Quarry on it once.");
                }
            }
            statement.execute(FUNCTIONS);
        }
        target.commit();
        List<Taken> taken = new ArrayList<>();
        taken.add(of("candles", "ohlcv_cache", source -> Candles.take(source, target, dryRun, progress)));
        taken.add(of("runs", "backtest_runs", source -> Runs.take(source, target, dryRun, exchange, progress)));
        taken.add(of("snapshots", "leaderboard_snapshots", source -> Snapshots.take(source, target, dryRun)));
        taken.add(of("rules", "discovered_rules", source -> Rules.take(source, target, dryRun)));
        return taken;
    }

    private Taken of(String what, String table, Taking taking) throws SQLException {
        Taken all = Taken.of(what, 0, 0, Map.of());
        for (Source source : sources) {
            if (source.tables().contains(table)) {
                progress.accept("Reading " + table + " of " + source);
                all = all.plus(taking.from(source));
            }
        }
        return all;
    }

    /** Imports a table. */
    private interface Taking {
        Taken from(Source source) throws SQLException;
    }
}
