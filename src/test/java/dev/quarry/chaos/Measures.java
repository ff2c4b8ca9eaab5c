package dev.quarry.chaos;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Times of a run: how soon what was hit by a fault went on. */
final class Measures {

    /** From the kill of its worker to the next start of a job, milliseconds. */
    private static final String RESCUES = """
            select extract(epoch from next.started_at - to_timestamp(? / 1000.0)) * 1000
            from job_ended_attempt a
            cross join lateral (
                select n.started_at from job_ended_attempt n
                where n.job_id = a.job_id and n.fencing_token > a.fencing_token
                order by n.fencing_token limit 1) next
            where a.worker_id = ? and a.outcome = 'lost' and a.finished_at > to_timestamp(? / 1000.0)
            """;

    /** From the cancel request to the line of the handler that was told, milliseconds. */
    private static final String CANCELS = """
            select extract(epoch from l.at - to_timestamp(? / 1000.0)) * 1000
            from chaos_ledger l join job_ended_attempt a on a.fencing_token = l.token and a.outcome = 'canceled'
            where l.job_id = ? and l.phase = 'stopped'
            """;

    private static final String WRONG_CLOCK = """
            select count(distinct token) from chaos_ledger
            where phase = 'started' and abs(extract(epoch from node_clock - at)) > ?
            """;

    private Measures() {}

    static List<Long> rescues(Ledger ledger, Timeline timeline) throws SQLException {
        List<Long> all = new ArrayList<>();
        for (Timeline.NodeKill kill : timeline.nodeKills) {
            long at = kill.at().toEpochMilli();
            all.addAll(ledger.query(RESCUES, row -> row.getLong(1), at, kill.worker(), at));
        }
        return sorted(all);
    }

    /** Of the cancels that every node could hear of. */
    static List<Long> cancels(Ledger ledger, Feed feed, Timeline timeline) throws SQLException {
        List<Long> all = new ArrayList<>();
        for (Map.Entry<Long, Instant> cancel : feed.cancels().entrySet()) {
            if (!timeline.couldHear(cancel.getValue())) {
                continue;
            }
            all.addAll(ledger.query(
                    CANCELS, row -> row.getLong(1), cancel.getValue().toEpochMilli(), cancel.getKey()));
        }
        return sorted(all);
    }

    /** Executions on a clock that is wrong by at least half of that. */
    static long executionsOnAWrongClock(Ledger ledger, Duration skew) throws SQLException {
        return ledger.number(WRONG_CLOCK, skew.toSeconds() / 2);
    }

    /** {@code p50 1.2 s, p95 3.4 s, max 5.6 s of 78}. */
    static String summary(List<Long> sortedMillis) {
        return sortedMillis.isEmpty()
                ? "none"
                : String.format(
                        Locale.ROOT,
                        "p50 %.2f s, p95 %.2f s, max %.2f s of %d",
                        seconds(sortedMillis, 0.5),
                        seconds(sortedMillis, 0.95),
                        seconds(sortedMillis, 1),
                        sortedMillis.size());
    }

    static List<Long> sorted(List<Long> millis) {
        return millis.stream().sorted().toList();
    }

    private static double seconds(List<Long> sortedMillis, double share) {
        int index = (int) Math.ceil(share * sortedMillis.size()) - 1;
        return sortedMillis.get(Math.max(0, index)) / 1000.0;
    }
}
