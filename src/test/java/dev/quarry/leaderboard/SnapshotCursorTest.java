package dev.quarry.leaderboard;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.OffsetDateTime;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SnapshotCursorTest {

    @Test
    void a_cursor_comes_back_to_the_microsecond() {
        SnapshotCursor cursor = new SnapshotCursor(OffsetDateTime.parse("2026-03-01T12:00:00.123456Z"), 77);

        assertThat(SnapshotCursor.of(cursor.text())).contains(cursor);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "!!!", "AAAA", "f////////////////////w", "AAAAAAAAAAAAAAAAAAAAAAAA"})
    void anything_else_is_none(String text) {
        assertThat(SnapshotCursor.of(text)).isEmpty();
    }

    @Test
    void times_that_no_database_holds_are_none() {
        byte[] far = new byte[16];
        far[0] = 0x7f;
        byte[] before = new byte[16];
        before[0] = (byte) 0x80;

        assertThat(SnapshotCursor.of(Base64.getUrlEncoder().withoutPadding().encodeToString(far)))
                .isEmpty();
        assertThat(SnapshotCursor.of(Base64.getUrlEncoder().withoutPadding().encodeToString(before)))
                .isEmpty();
    }
}
