package dev.quarry.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.OffsetDateTime;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JobCursorTest {

    @Property
    void a_cursor_is_read_as_it_was_written(@ForAll int seconds, @ForAll long id) {
        OffsetDateTime time =
                OffsetDateTime.parse("2026-01-01T00:00:00.123456Z").plusSeconds(seconds);

        assertThat(JobCursor.of(new JobCursor(time, id).text())).hasValue(new JobCursor(time, id));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "MTIz", "OjE", "MToyOjM", "%%%", "OTk5OTk5OTk5OTk5OTk5OTk5OTk5OjE"})
    void what_is_no_cursor_is_told_apart(String text) {
        assertThat(JobCursor.of(text)).isEmpty();
    }
}
