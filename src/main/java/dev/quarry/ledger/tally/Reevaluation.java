package dev.quarry.ledger.tally;

import dev.quarry.ledger.MarketTurns;
import dev.quarry.ledger.query.MarketFilter;
import dev.quarry.ledger.query.SetupChoice;
import dev.quarry.platform.sql.Database;
import dev.quarry.sweep.search.WinCriteria;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Judges stored runs under other win criteria, outcome by outcome in batches. Each batch stores in its own transaction
 * how far it got and what it found, so that a restarted job continues there and counts nothing twice.
 */
@ApplicationScoped
public class Reevaluation {

    private static final String SETUPS = "select s.id, s.start_ts, s.end_ts from backtest_setup s where "
            + MarketFilter.SQL + " and (?::bigint is null or s.job_id = ?) order by s.id limit "
            + (SetupChoice.MAX + 1);

    private static final String RUNS = "select coalesce(sum(runs), 0) from backtest_outcome where setup_id = any (?)";

    private static final String READ = "select * from run_reevaluation where job_id = ?";

    /** Criteria are met as {@link WinCriteria#wonBy} says: an undefined figure, null here, meets none. */
    private static final String JUDGE = """
            with looked_at as materialized (
                select o.id, o.runs, o.is_winner as before,
                       coalesce(o.total_return >= ? and o.max_drawdown <= ? and o.num_trades >= ?
                                and (?::float8 is null or o.max_mark_to_market_drawdown <= ?)
                                and o.profit_factor >= ? and o.win_rate >= ?, false) as after
                from backtest_outcome o
                where o.setup_id = ? and o.id > ?
                order by o.id
                limit ?
                for update),
            changed as (
                update backtest_outcome o set is_winner = l.after
                from looked_at l
                where o.id = l.id and l.before <> l.after)
            select coalesce(max(id), 0) as last_outcome, count(*) as outcomes, coalesce(sum(runs), 0) as runs,
                   coalesce(sum(runs) filter (where before), 0) as winners_before,
                   coalesce(sum(runs) filter (where after), 0) as winners_after,
                   coalesce(sum(runs) filter (where after and not before), 0) as became_winners,
                   coalesce(sum(runs) filter (where before and not after), 0) as became_losers
            from looked_at
            """;

    /** Deletes the progress of jobs that no longer exist. */
    private static final String FORGET =
            "delete from run_reevaluation r where not exists (select from job j where j.id = r.job_id)";

    private static final String NOTE = """
            insert into run_reevaluation as r (job_id, last_setup, last_outcome, runs, winners_before, winners_after,
                                               became_winners, became_losers)
            values (?, ?, ?, ?, ?, ?, ?, ?)
            on conflict (job_id) do update
            set last_setup = excluded.last_setup, last_outcome = excluded.last_outcome, runs = excluded.runs,
                winners_before = excluded.winners_before, winners_after = excluded.winners_after,
                became_winners = excluded.became_winners, became_losers = excluded.became_losers
            """;

    private final Database database;
    private final MarketTurns turns;

    @Inject
    public Reevaluation(Database database) {
        this.database = database;
        this.turns = new MarketTurns(database);
    }

    /**
     * How far a re-evaluation has got.
     *
     * @param setup the setup whose outcomes are being judged; those with a lower id are done
     * @param outcome the last outcome of it that was judged
     * @param judged what was found so far
     */
    public record Progress(long setup, long outcome, Judged judged) {
        /** Nothing was judged yet. */
        public static final Progress NONE = new Progress(0, 0, Judged.NOTHING);
    }

    /**
     * What re-evaluating did to runs.
     *
     * @param runs those that were looked at
     * @param winnersBefore those of them that were winners
     * @param winnersAfter those that are now
     * @param becameWinners those that were not, and are now
     * @param becameLosers those that were, and are no longer
     */
    public record Judged(long runs, long winnersBefore, long winnersAfter, long becameWinners, long becameLosers) {

        static final Judged NOTHING = new Judged(0, 0, 0, 0, 0);

        Judged plus(Judged other) {
            return new Judged(
                    runs + other.runs,
                    winnersBefore + other.winnersBefore,
                    winnersAfter + other.winnersAfter,
                    becameWinners + other.becameWinners,
                    becameLosers + other.becameLosers);
        }
    }

    /**
     * The ids of the setups of those markets, or of that job, ascending.
     *
     * @param checkpoint is called for each of them; what it throws is passed on
     */
    public List<Long> setups(MarketFilter market, Long jobId, Runnable checkpoint) {
        List<Long> setups = new ArrayList<>();
        List<Boolean> found = database.query(
                SETUPS,
                row -> {
                    checkpoint.run();
                    return market.means(row.getString("start_ts"), row.getString("end_ts"))
                            && setups.add(row.getLong("id"));
                },
                market.arguments(jobId, jobId));
        SetupChoice.refuseTooMany(found.size());
        return setups;
    }

    /** How many runs those setups have. */
    public long runs(List<Long> setups) {
        return database.first(RUNS, row -> row.getLong(1), (Object)
                        setups.stream().mapToLong(Long::longValue).toArray())
                .orElseThrow();
    }

    /** How far the job has got. */
    public Progress progress(long jobId) {
        return database.first(
                        READ,
                        row -> new Progress(row.getLong("last_setup"), row.getLong("last_outcome"), judged(row)),
                        jobId)
                .orElse(Progress.NONE);
    }

    /**
     * Judges the next outcomes of a setup in the caller's transaction, and stores the progress.
     *
     * @param from how far the job has got, in this setup or an earlier one
     * @param batch how many outcomes at most
     * @return how far the job has got then; empty when the setup has no more outcomes
     */
    public Optional<Progress> judge(long jobId, long setup, WinCriteria criteria, Progress from, int batch) {
        turns.take(setup);
        long after = from.setup() == setup ? from.outcome() : 0;
        Double openLoss = criteria.maxMarkToMarketDrawdown().isPresent()
                ? Double.valueOf(criteria.maxMarkToMarketDrawdown().getAsDouble())
                : null;
        Progress found = database.first(
                        JUDGE,
                        row -> new Progress(setup, row.getLong("last_outcome"), judged(row)),
                        criteria.minTotalReturn(),
                        criteria.maxDrawdown(),
                        criteria.minTrades(),
                        openLoss,
                        openLoss,
                        criteria.minProfitFactor(),
                        criteria.minWinRate(),
                        setup,
                        after,
                        batch)
                .orElseThrow();
        if (found.judged().runs() == 0) {
            return Optional.empty();
        }
        Progress now = new Progress(setup, found.outcome(), from.judged().plus(found.judged()));
        if (from.equals(Progress.NONE)) {
            database.update(FORGET);
        }
        note(jobId, now);
        return Optional.of(now);
    }

    private void note(long jobId, Progress progress) {
        Judged judged = progress.judged();
        database.update(
                NOTE,
                jobId,
                progress.setup(),
                progress.outcome(),
                judged.runs(),
                judged.winnersBefore(),
                judged.winnersAfter(),
                judged.becameWinners(),
                judged.becameLosers());
    }

    private static Judged judged(ResultSet row) throws SQLException {
        return new Judged(
                row.getLong("runs"),
                row.getLong("winners_before"),
                row.getLong("winners_after"),
                row.getLong("became_winners"),
                row.getLong("became_losers"));
    }
}
