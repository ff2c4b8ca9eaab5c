package dev.quarry.operations;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class StartupTest {

    @Test
    void a_migration_that_fails_is_reported_with_what_is_wrong_and_without_the_rest() {
        Exception flyway = new IllegalStateException("""
                Validate failed: Migrations have failed validation

                Migration checksum mismatch for migration version 3
                -> Applied to database : 1
                -> Resolved locally    : 2""");

        assertThat(Startup.reason(flyway))
                .isEqualTo("Validate failed: Migrations have failed validation:"
                        + " Migration checksum mismatch for migration version 3");
        assertThat(Startup.reason(new IllegalStateException())).isEqualTo("java.lang.IllegalStateException");
    }
}
