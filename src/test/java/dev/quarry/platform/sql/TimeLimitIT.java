package dev.quarry.platform.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quarry.platform.http.RequestLimit;
import dev.quarry.platform.migration.SchemaMigration;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.postgresql.PGConnection;

class TimeLimitIT {

    @RegisterExtension
    static final TestDatabase DATABASE = new TestDatabase();

    private final Database database = DATABASE.database();

    @Test
    void a_statement_that_is_silent_for_longer_than_it_may_counts_as_a_broken_connection() {
        assertThatThrownBy(() -> TimeLimit.run(Duration.ofMillis(200), () -> sleep(30)))
                .isInstanceOfSatisfying(DatabaseException.class, e -> assertThat(e.isConnectionFailure())
                        .isTrue());
        assertThat(database.isReachable()).isTrue();
    }

    @Test
    void every_statement_has_a_limit_while_it_works_and_its_connection_has_its_own_again_afterwards()
            throws SQLException {
        int byDefault = database.call(TimeLimitIT::limit);
        int own = TimeLimit.within(Duration.ofSeconds(7), () -> database.call(TimeLimitIT::limit));

        assertThat(byDefault).isEqualTo((int) TimeLimit.DEFAULT.toMillis());
        assertThat(own).isEqualTo(7_000);
        try (Connection connection = DATABASE.dataSource().getConnection()) {
            assertThat(limit(connection)).isZero();
        }
    }

    @Test
    void a_request_waits_no_longer_than_a_minute_for_a_silent_database() {
        RequestLimit requests = new RequestLimit();

        requests.filter(null);
        int during = database.call(TimeLimitIT::limit);
        requests.filter(null, null);

        assertThat(during).isEqualTo(60_000);
        assertThat(database.<Integer>call(TimeLimitIT::limit)).isEqualTo((int) TimeLimit.DEFAULT.toMillis());
    }

    @Test
    void a_query_with_a_limit_is_broken_off_and_its_connection_goes_on() {
        int before = backend();

        assertThat(database.queryWithin(Duration.ofSeconds(1), "select pg_sleep(30)", row -> true))
                .isEmpty();
        assertThat(database.queryWithin(Duration.ofSeconds(1), "select 1", row -> row.getInt(1)))
                .hasValueSatisfying(rows -> assertThat(rows).containsExactly(1));
        assertThat(backend()).isEqualTo(before);
    }

    @Test
    void migrations_may_take_as_long_as_they_take() throws SQLException {
        try (Connection limited = DATABASE.dataSource().getConnection()) {
            limited.unwrap(PGConnection.class);
            ((Connection) limited.unwrap(PGConnection.class)).setNetworkTimeout(Runnable::run, 20_000);
        }

        try (Connection patient = TimeLimit.patient(DATABASE.dataSource()).getConnection()) {
            assertThat(limit(patient)).isZero();
        }
        try (Connection again = DATABASE.dataSource().getConnection()) {
            assertThat(limit(again)).isEqualTo(20_000);
            ((Connection) again.unwrap(PGConnection.class)).setNetworkTimeout(Runnable::run, 0);
        }
        assertThat(new SchemaMigration(DATABASE.dataSource(), Optional.empty()).migrate())
                .isZero();
    }

    private boolean sleep(int seconds) {
        return database.first("select pg_sleep(?)", row -> true, seconds).orElseThrow();
    }

    private int backend() {
        return database.first("select pg_backend_pid()", row -> row.getInt(1)).orElseThrow();
    }

    private static int limit(Connection connection) throws SQLException {
        return ((Connection) connection.unwrap(PGConnection.class)).getNetworkTimeout();
    }
}
