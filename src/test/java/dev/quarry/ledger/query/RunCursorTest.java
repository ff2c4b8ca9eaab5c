package dev.quarry.ledger.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quarry.platform.problem.InvalidInputException;
import dev.quarry.sweep.Metric;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class RunCursorTest {

    private static final RunCursor CURSOR = new RunCursor(
            42,
            new RunCount(10_000, true),
            new RunPosition(false, RunPosition.key(Double.POSITIVE_INFINITY), 7, 8, -9));

    @Property(tries = 200)
    void what_is_written_is_read_again(
            @ForAll long listing,
            @ForAll @IntRange(max = RunCount.MAX) int count,
            @ForAll boolean capped,
            @ForAll boolean undefined,
            @ForAll double figure,
            @ForAll long outcome,
            @ForAll long index,
            @ForAll long hash) {
        RunCursor cursor = new RunCursor(
                listing,
                new RunCount(count, capped),
                new RunPosition(undefined, RunPosition.key(figure), outcome, index, hash));

        assertThat(RunCursor.read(cursor.text(), listing, RunSort.DEFAULT)).isEqualTo(cursor);
    }

    @Property(tries = 200)
    void a_changed_character_is_noticed(@ForAll @IntRange(max = 1000) int place, @ForAll char other) {
        StringBuilder text = new StringBuilder(CURSOR.text());
        int at = place % text.length();
        if (text.charAt(at) == other) {
            return;
        }
        text.setCharAt(at, other);

        assertRefused(text.toString(), "is damaged");
    }

    @Property(tries = 200)
    void a_time_that_no_database_knows_is_refused(@ForAll long micros) {
        RunSort byTime = RunSort.of("tested_at").orElseThrow();
        RunCursor cursor = new RunCursor(42, new RunCount(1, false), new RunPosition(false, micros, 1, 1, 1));

        if (micros >= 0 && micros < 253_402_214_400_000_000L) {
            assertThat(RunCursor.read(cursor.text(), 42, byTime)).isEqualTo(cursor);
        } else {
            assertThatThrownBy(() -> RunCursor.read(cursor.text(), 42, byTime))
                    .isInstanceOf(InvalidInputException.class)
                    .hasMessageContaining("is damaged");
        }
    }

    @Test
    void what_is_no_cursor_is_refused() {
        for (String text : List.of(
                "",
                "x",
                "not a cursor",
                "AAAA",
                CURSOR.text() + "AA",
                CURSOR.text().substring(4))) {
            assertRefused(text, "is damaged");
        }
    }

    @Test
    void a_cursor_of_other_filters_or_another_order_is_refused() {
        RunQuery query = new RunQuery(RunFilter.ANY, RunSort.DEFAULT, null, 50);
        RunFilter winners = new RunFilter(MarketFilter.ANY, null, true, List.of(), Map.of(), null);

        assertThat(new RunQuery(RunFilter.ANY, RunSort.DEFAULT, "x", 7).listing())
                .isEqualTo(query.listing());
        assertThat(new RunQuery(winners, RunSort.DEFAULT, null, 50).listing()).isNotEqualTo(query.listing());
        assertThat(new RunQuery(
                                RunFilter.ANY,
                                RunSort.of(Metric.WIN_RATE.text()).orElseThrow(),
                                null,
                                50)
                        .listing())
                .isNotEqualTo(query.listing());
        assertThatThrownBy(() -> RunCursor.read(CURSOR.text(), 43, RunSort.DEFAULT))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("cursor belongs to other filters");
    }

    private static void assertRefused(String text, String reason) {
        assertThatThrownBy(() -> RunCursor.read(text, 42, RunSort.DEFAULT))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining(reason);
    }
}
