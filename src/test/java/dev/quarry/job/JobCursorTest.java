package dev.quarry.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
import java.util.Base64;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JobCursorTest {

    @Property
    void a_cursor_is_read_as_it_was_written(@ForAll @IntRange(min = 0) int seconds, @ForAll long id) {
        OffsetDateTime time =
                OffsetDateTime.parse("2026-01-01T00:00:00.123456Z").plusSeconds(seconds);

        assertThat(JobCursor.of(new JobCursor(time, id).text())).hasValue(new JobCursor(time, id));
    }

    @Property
    void a_time_that_no_database_knows_is_no_cursor(@ForAll long micros, @ForAll long id) {
        String text = Base64.getUrlEncoder().encodeToString((micros + ":" + id).getBytes(StandardCharsets.US_ASCII));

        assertThat(JobCursor.of(text).isPresent()).isEqualTo(micros >= 0 && micros <= 253_402_214_400_000_000L);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "MTIz", "OjE", "MToyOjM", "%%%", "OTk5OTk5OTk5OTk5OTk5OTk5OTk5OjE"})
    void what_is_no_cursor_is_told_apart(String text) {
        assertThat(JobCursor.of(text)).isEmpty();
    }
}
