package dev.quarry.upgrade;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every migration since the version before leaves that version's nodes able to work. */
class MigrationsTest {

    @Test
    void migrations_since_the_version_before_take_nothing_away_from_it() throws IOException {
        assertThat(migrations()
                        .filter(one -> one.version() > PreviousVersion.SCHEMA)
                        .flatMap(one -> one.faults(PreviousVersion.SCHEMA).stream()))
                .isEmpty();
    }

    @Test
    void there_is_a_migration_since_the_version_before() throws IOException {
        assertThat(migrations().filter(one -> one.version() > PreviousVersion.SCHEMA))
                .isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "drop table job_event",
                "alter table job drop column trace_parent",
                "alter table job\n    add column a text,\n    DROP COLUMN priority",
                "alter table job rename column state to status",
                "alter table job rename to jobs",
                "alter table job alter column priority type bigint",
                "alter table job alter priority set data type bigint",
                "alter table job alter column trace_parent set not null",
                "alter table job add column owner text not null",
                "alter table job add column a text default 'x', add column owner text not null",
                "alter table job add constraint positive check (priority > 0)",
                "alter table job alter column priority drop default",
                "create unique index one_of_a_kind on job (payload)",
                "alter table only job set schema other",
                "alter sequence job_id_seq rename to ids",
                "drop sequence fencing_token_seq",
                "truncate job_count",
                "delete from schedule",
                "with gone as (delete from schedule returning name) select 1",
                "drop trigger job_ended on job",
                "create table a (x text); alter table job drop column priority",
                "-- contract after V30: nobody reads it\nalter table job drop column trace_parent",
            })
    void what_a_node_of_the_version_before_could_not_stand_is_found(String sql) {
        assertThat(new Migration(30, sql).faults(29)).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "alter table job add column trace_parent text",
                "alter table job add column waiting boolean not null default false",
                "alter table job add column waiting boolean default false not null, add column b text",
                "alter table job alter column priority drop not null",
                "alter table job set (autovacuum_vacuum_threshold = 5000)",
                "create table a (x text not null, y int); alter table a add constraint c check (y > 0);"
                        + " create unique index u on a (x)",
                "drop index job_newest; create index job_newest on job (created_at)",
                "update job set trace_parent = null where trace_parent = 'drop table; -- ' -- drop table job;",
                "-- contract after V29: the version of V29 neither writes nor reads it\n"
                        + "alter table job drop column trace_parent",
                "create function f() returns trigger language plpgsql as $$ begin return null; end $$;"
                        + " create index i on job (lane)",
            })
    void what_it_can_stand_is_let_pass(String sql) {
        assertThat(new Migration(30, sql).faults(29)).isEmpty();
    }

    @Test
    void only_migrations_that_go_forward_have_a_name() {
        assertThatThrownBy(() -> Migration.of(Path.of("U28__security.sql"))).hasMessageContaining("forward");
        assertThatThrownBy(() -> Migration.of(Path.of("R__views.sql"))).hasMessageContaining("forward");
    }

    @Test
    void statements_end_at_semicolons_outside_of_texts_comments_and_bodies() {
        assertThat(Migration.statements("a ';' b; -- c;\nd $$ e; f $$ g;\n-- nothing;\n"))
                .isEqualTo(List.of("a ';' b", "-- c;\nd $$ e; f $$ g"));
    }

    private static Stream<Migration> migrations() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("src/main/resources/db/migration"))) {
            return files.map(Migration::of).toList().stream();
        }
    }
}
