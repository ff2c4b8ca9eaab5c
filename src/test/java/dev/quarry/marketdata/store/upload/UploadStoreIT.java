package dev.quarry.marketdata.store.upload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quarry.platform.sql.TestDatabase;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class UploadStoreIT {

    @RegisterExtension
    static final TestDatabase DATABASE = new TestDatabase();

    private final UploadStore uploads = new UploadStore(DATABASE.database());

    @BeforeEach
    void no_uploads() {
        DATABASE.empty("price_upload");
    }

    @Test
    void a_file_of_several_chunks_comes_back_byte_for_byte() throws IOException {
        byte[] file = new byte[2_500_000];
        new Random(3).nextBytes(file);

        Upload upload = uploads.receive("a".repeat(500), new ByteArrayInputStream(file));

        assertThat(uploads.find(upload.id())).contains(upload);
        assertThat(upload.bytes()).isEqualTo(file.length);
        assertThat(upload.name()).hasSize(200);
        try (InputStream content = uploads.open(upload.id())) {
            assertThat(content.readAllBytes()).isEqualTo(file);
        }
        assertThat(count("price_upload_chunk")).isEqualTo(3);
    }

    @Test
    void an_empty_file_is_not_kept() throws IOException {
        assertThat(uploads.receive("empty", InputStream.nullInputStream()).bytes())
                .isZero();
        assertThat(count("price_upload")).isZero();
    }

    @Test
    void a_sender_that_breaks_off_leaves_nothing() {
        InputStream broken = new SequenceInputStream(new ByteArrayInputStream(new byte[1_200_000]), new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("connection reset");
            }
        });

        assertThatThrownBy(() -> uploads.receive("broken", broken)).hasMessage("connection reset");

        assertThat(count("price_upload")).isZero();
        assertThat(count("price_upload_chunk")).isZero();
    }

    @Test
    void a_finished_upload_keeps_its_result_and_drops_its_content() throws IOException {
        Upload upload = uploads.receive("a", new ByteArrayInputStream(new byte[10]));

        uploads.finish(upload.id(), 7, "{}");

        assertThat(uploads.find(upload.id()).orElseThrow().jobId()).isEqualTo(7);
        assertThat(count("price_upload_chunk")).isZero();
    }

    @Test
    void what_nobody_imported_goes_after_a_week() throws IOException {
        Upload old = uploads.receive("old", new ByteArrayInputStream(new byte[10]));
        DATABASE.database().update("update price_upload set created_at = now() - interval '8 days'");

        uploads.receive("new", new ByteArrayInputStream(new byte[10]));

        assertThat(uploads.find(old.id())).isEmpty();
        assertThat(count("price_upload")).isEqualTo(1);
    }

    private static long count(String table) {
        return DATABASE.database()
                .first("select count(*) from " + table, row -> row.getLong(1))
                .orElseThrow();
    }
}
