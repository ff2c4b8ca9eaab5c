package dev.quarry.marketdata.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quarry.platform.sql.TestDatabase;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class StagingSpaceIT {

    private static final long SMALL_BYTES = 1_000_000;

    @RegisterExtension
    static final TestDatabase DATABASE = new TestDatabase();

    private final StagingSpace space = new StagingSpace(DATABASE.database(), DATABASE.transactions());

    @BeforeEach
    void the_leavings_of_a_large_import() {
        DATABASE.empty("price_upload", "candle_batch", "candle_staging");
        fill();
        DATABASE.database().update("delete from price_upload_chunk");
        DATABASE.database().update("delete from candle_staging");
    }

    @Test
    void what_imports_that_are_over_took_goes_back_to_the_disk() {
        assertThat(bytes("price_upload_chunk")).isGreaterThan(64 * SMALL_BYTES);
        assertThat(bytes("candle_staging")).isGreaterThan(64 * SMALL_BYTES);

        space.giveBack();

        assertThat(bytes("price_upload_chunk")).isLessThan(SMALL_BYTES);
        assertThat(bytes("candle_staging")).isLessThan(SMALL_BYTES);
    }

    @Test
    void what_an_import_is_using_stays() {
        DATABASE.database().update("insert into price_upload (name, bytes) values ('coming', 0)");
        DATABASE.database().update("insert into candle_batch (job_id) values (7)");

        space.giveBack();

        assertThat(bytes("price_upload_chunk")).isGreaterThan(64 * SMALL_BYTES);
        assertThat(bytes("candle_staging")).isGreaterThan(64 * SMALL_BYTES);
    }

    private static void fill() {
        DATABASE.database().update("""
                insert into price_upload (name, bytes, job_id, result) values ('old', 1, 1, '{}')
                """);
        DATABASE.database().update("""
                insert into price_upload_chunk (upload_id, position, content)
                select u.id, k, decode(repeat(md5(k::text), 32768), 'hex')
                from price_upload u, generate_series(1, 160) k
                """);
        DATABASE.database().update("insert into candle_batch (job_id) values (1)");
        DATABASE.database().update("""
                insert into candle_staging
                select b.id, k, to_timestamp(k * 60), 1, 1, 1, 1, 1
                from candle_batch b, generate_series(1, 900000) k
                """);
        DATABASE.database().update("delete from candle_batch");
    }

    private static long bytes(String table) {
        return DATABASE.database()
                .first("select pg_total_relation_size(?::regclass)", row -> row.getLong(1), table)
                .orElseThrow();
    }
}
