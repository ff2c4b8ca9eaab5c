package dev.quarry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quarry.job.QueueLimit;
import dev.quarry.job.QueueScope;
import dev.quarry.job.store.QueueControls;
import dev.quarry.marketdata.BarRange;
import dev.quarry.marketdata.Series;
import dev.quarry.marketdata.store.KnownRangeStore;
import dev.quarry.marketdata.store.SeriesStore;
import dev.quarry.platform.json.Json;
import dev.quarry.platform.problem.ProblemException;
import dev.quarry.platform.security.Role;
import dev.quarry.platform.sql.Database;
import dev.quarry.platform.sql.TestDatabase;
import dev.quarry.schedule.ScheduleDefinition;
import dev.quarry.schedule.store.ScheduleStore;
import dev.quarry.security.KeyText;
import dev.quarry.security.store.ApiKeyStore;
import dev.quarry.series.Timeframe;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What is listed as a whole cannot become too much to be listed. */
class BoundedListsIT {

    @RegisterExtension
    static final TestDatabase DATABASE = new TestDatabase();

    private static final long HOUR = 3_600_000;

    private final Database database = DATABASE.database();

    @Test
    void valid_keys_are_a_thousand_at_most_and_of_revoked_ones_the_newest_thousand_are_listed() {
        ApiKeyStore keys = new ApiKeyStore(database);
        database.update("""
                insert into api_key (id, name, role, hash, made_while_off, revoked_at)
                select 'k' || i, 'n' || i, 'read', '\\x00', false, case when i > 1000 then now() end
                from generate_series(1, 2100) i
                """);

        refused(() -> keys.add(KeyText.random(), "more", Role.READ, false), "1,000 valid keys");
        assertThat(keys.listed()).hasSize(2000);
        keys.revoke("k1");
        assertThat(keys.add(KeyText.random(), "more", Role.READ, false)).isTrue();
    }

    @Test
    void schedules_are_ten_thousand_at_most_and_those_there_can_be_changed() {
        ScheduleStore schedules = new ScheduleStore(database);
        ScheduleDefinition definition = Json.MAPPER.readValue("""
                {"job_type": "patterns_refresh", "payload": {}, "cron": "@daily"}""", ScheduleDefinition.class);
        schedules.put("first", definition, null);
        database.update("""
                insert into schedule (name, job_type, payload, cron, time_zone, priority, missed_fires, paused)
                select 's' || i, job_type, payload, cron, time_zone, priority, missed_fires, paused
                from schedule, generate_series(1, 9999) i where name = 'first'
                """);

        refused(() -> schedules.put("more", definition, null), "10,000 schedules");
        schedules.put("first", definition, null);
        database.update("update schedule set payload = repeat('x', 32000000) where name = 's1'");
        database.update("delete from schedule where name = 's2'");
        refused(() -> schedules.put("more", definition, null), "32,000,000 characters");
    }

    @Test
    void limits_are_a_thousand_at_most_and_those_there_can_be_changed() {
        QueueControls controls = new QueueControls(database);
        QueueLimit limit = new QueueLimit(1, null, null);
        controls.limit(QueueScope.KEY, "first", limit);
        database.update("""
                insert into queue_limit (scope, name, max_running, rate_per_minute, burst, tokens)
                select scope, name || i, max_running, rate_per_minute, burst, tokens
                from queue_limit, generate_series(1, 999) i where name = 'first'
                """);

        refused(() -> controls.limit(QueueScope.KEY, "more", limit), "1,000 limits");
        controls.limit(QueueScope.KEY, "first", new QueueLimit(2, null, null));
        assertThat(controls.limits(QueueScope.KEY)).hasSize(1000);
    }

    @Test
    void more_gaps_of_a_series_than_ten_thousand_end_with_one_that_is_the_rest() {
        SeriesStore series = new SeriesStore(database);
        KnownRangeStore known = new KnownRangeStore(database);
        long id = DATABASE.transactions()
                .inNew(() -> series.lock(new Series("x", "A/B", Timeframe.H1)).id());
        database.update("""
                update series set known = (
                    select range_agg(tstzrange(to_timestamp(i * 7200), to_timestamp(i * 7200 + 3600)))
                    from generate_series(1, 10050) i)
                where id = ?
                """, id);
        BarRange all = new BarRange(2 * HOUR, 10_051 * 2 * HOUR);

        List<BarRange> missing = known.missing(id, all);

        assertThat(missing).hasSize(10_000).startsWith(new BarRange(3 * HOUR, 4 * HOUR));
        assertThat(missing.get(9_999)).isEqualTo(new BarRange(20_001 * HOUR, all.to()));
        assertThat(known.lacks(id, all)).isTrue();
        assertThat(known.lacks(id, new BarRange(2 * HOUR, 3 * HOUR))).isFalse();
    }

    private static void refused(ThrowingCallable change, String words) {
        assertThatThrownBy(change)
                .isInstanceOfSatisfying(
                        ProblemException.class, e -> assertThat(e.status()).isEqualTo(409))
                .hasMessageContaining(words);
    }
}
