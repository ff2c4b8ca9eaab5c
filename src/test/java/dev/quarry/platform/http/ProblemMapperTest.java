package dev.quarry.platform.http;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.persistence.PersistenceException;
import jakarta.resource.spi.ResourceAllocationException;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProblemMapperTest {

    @ParameterizedTest
    @CsvSource({
        "08006, true", // the connection broke
        "57P01, true", // terminating connection due to unexpected postmaster exit
        "57P03, true", // the database system is starting up
        "23505, false",
        "42601, false",
    })
    void a_database_that_goes_away_under_jpa_is_away_and_not_an_internal_error(String state, boolean away) {
        Throwable thrown = new PersistenceException(new RuntimeException(new SQLException("what it says", state)));

        assertThat(ProblemMapper.isDatabaseAway(thrown)).isEqualTo(away);
    }

    @Test
    void a_pool_that_can_give_no_connection_is_a_database_that_is_away() {
        Throwable thrown = new PersistenceException(new RuntimeException(new SQLException(
                "Error in allocating a connection", new ResourceAllocationException("the connection was closed"))));

        assertThat(ProblemMapper.isDatabaseAway(thrown)).isTrue();
    }
}
