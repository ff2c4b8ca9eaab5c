package dev.quarry.platform.migration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quarry.platform.sql.TestDatabase;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;

/** The first start in a database where tables of the reference stand, whose names some of ours resemble. */
class OwnSchemaIT {

    private TestDatabase server;

    @BeforeEach
    void aDatabaseOfTheReference() {
        server = new TestDatabase().openEmpty();
        server.database().update("create table jobs (id serial primary key, job_type text)");
        server.database().update("create table discovered_rules (rule_id serial primary key)");
    }

    @AfterEach
    void drop() {
        server.close();
    }

    @Test
    void all_tables_are_made_in_the_schema_of_the_connections_and_the_others_are_left_alone() {
        List<String> before = relations("public");
        SchemaMigration migration = new SchemaMigration(in("quarry"), Optional.of("quarry"));

        assertThat(migration.migrate()).isPositive();

        assertThat(new SchemaMigration(in("quarry"), Optional.empty()).isCurrent())
                .isTrue();
        assertThat(new SchemaMigration(in("quarry"), Optional.empty()).migrate())
                .isZero();
        assertThat(relations("quarry")).contains("job", "candle", "discovered_rule", "flyway_schema_history");
        assertThat(relations("public")).isEqualTo(before);
    }

    @Test
    void where_others_have_tables_nothing_is_made_and_a_sentence_says_what_to_set() {
        SchemaMigration migration = new SchemaMigration(server.dataSource(), Optional.empty());

        assertThatThrownBy(migration::migrate)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContainingAll("public", "discovered_rules", "currentSchema=quarry", "QUARRY_SCHEMA")
                .hasMessageNotContaining("\n");
        assertThat(relations("public")).doesNotContain("flyway_schema_history");
    }

    @Test
    void a_schema_that_the_connections_do_not_look_in_is_refused() {
        SchemaMigration migration = new SchemaMigration(server.dataSource(), Optional.of("research"));

        assertThatThrownBy(migration::migrate)
                .hasMessageContainingAll("quarry.schema is research", "in public", "currentSchema=research");
    }

    @Test
    void a_user_who_may_not_make_the_schema_is_told_who_can() {
        server.database().update("drop role if exists newcomer");
        server.database().update("create role newcomer login password 'x'");
        PGSimpleDataSource newcomer = in("quarry");
        newcomer.setUser("newcomer");
        newcomer.setPassword("x");

        assertThatThrownBy(() -> new SchemaMigration(newcomer, Optional.empty()).migrate())
                .hasMessageContainingAll("quarry", "permission denied", "create schema quarry authorization");
    }

    private PGSimpleDataSource in(String schema) {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setUrl(server.jdbcUrl());
        source.setCurrentSchema(schema);
        return source;
    }

    private List<String> relations(String schema) {
        return server.database()
                .query(
                        "select relname from pg_class where relnamespace = ?::regnamespace order by 1",
                        row -> row.getString(1),
                        schema);
    }
}
