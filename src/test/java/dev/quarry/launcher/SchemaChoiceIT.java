package dev.quarry.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quarry.platform.sql.TestDatabase;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which schema the launcher chooses, in databases of every kind. */
class SchemaChoiceIT {
    private static final String OURS = "create sequence %s.fencing_token_seq; create table %s.job (id bigint)";

    private TestDatabase server;

    @BeforeEach
    void anEmptyDatabase() {
        server = new TestDatabase().openEmpty();
    }

    @AfterEach
    void drop() {
        server.close();
    }

    @Test
    void an_empty_database_is_used_as_it_is() throws SQLException {
        assertThat(choice(Optional.empty())).isEmpty();
    }

    @Test
    void where_others_have_tables_a_schema_of_its_own_is_chosen() throws SQLException {
        server.database().update("create table public.jobs (id serial primary key)");

        assertThat(choice(Optional.empty())).contains("quarry");
    }

    @Test
    void an_installation_in_public_stays_there_whatever_else_is_there() throws SQLException {
        server.database().update("create table public.jobs (id serial primary key)");
        ours("public");

        assertThat(choice(Optional.empty())).isEmpty();
    }

    @Test
    void an_installation_in_the_schema_of_its_own_is_found_again_when_the_others_have_gone() throws SQLException {
        server.database().update("create schema quarry");
        ours("quarry");

        assertThat(choice(Optional.empty())).contains("quarry");
    }

    @Test
    void a_user_of_the_schema_s_name_looks_in_it_and_nowhere_else() throws SQLException {
        server.database().update("create schema quarry");
        ours("quarry");
        try (Connection connection = connect()) {
            connection.createStatement().execute("set search_path = quarry, public");

            assertThat(SchemaChoice.in(url(), Optional.empty(), connection).schema())
                    .contains("quarry");
        }
    }

    @Test
    void a_first_start_that_another_node_is_making_is_no_foreign_table() throws SQLException {
        server.database().update("create table public.flyway_schema_history (installed_rank int primary key)");

        assertThat(choice(Optional.empty())).isEmpty();
    }

    @Test
    void the_schema_that_is_asked_for_is_used_and_so_is_that_of_the_address() throws SQLException {
        ours("public");

        assertThat(choice(Optional.of("research"))).contains("research");
        DatabaseUrl inAnother = url().inSchema("research");
        try (Connection connection = connect()) {
            assertThat(SchemaChoice.in(inAnother, Optional.empty(), connection)).isEqualTo(inAnother);
            assertThatThrownBy(() -> SchemaChoice.in(inAnother, Optional.of("quarry"), connection))
                    .isInstanceOf(LaunchException.class)
                    .hasMessageContainingAll("QUARRY_SCHEMA", "quarry", "currentSchema=research");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"Quarry", "my schema", "pg_quarry", "1st", "a-b", "x\"; drop schema public", ""})
    void a_name_that_would_need_quotes_is_refused(String name) {
        assertThatThrownBy(() -> SchemaChoice.name(name))
                .isInstanceOfSatisfying(
                        LaunchException.class, e -> assertThat(e.exitCode()).isEqualTo(2))
                .hasMessageContainingAll("--schema", "QUARRY_SCHEMA", "\"" + name + "\"");
    }

    private void ours(String schema) {
        for (String statement : OURS.replace("%s", schema).split(";")) {
            server.database().update(statement);
        }
    }

    private Optional<String> choice(Optional<String> requested) throws SQLException {
        try (Connection connection = connect()) {
            return SchemaChoice.in(url(), requested, connection).schema();
        }
    }

    private DatabaseUrl url() {
        return DatabaseUrl.parse(server.jdbcUrl());
    }

    private Connection connect() throws SQLException {
        return DriverManager.getConnection(server.jdbcUrl());
    }
}
