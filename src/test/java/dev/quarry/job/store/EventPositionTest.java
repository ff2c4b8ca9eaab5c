package dev.quarry.job.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quarry.job.store.read.EventPosition;
import dev.quarry.job.store.read.EventPosition.Gap;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class EventPositionTest {

    /** Up to sixty events: no more gaps than a position holds. */
    @Provide
    Arbitrary<List<Long>> idsInAnyOrder() {
        return Arbitraries.longs().between(1, 60).list().uniqueElements();
    }

    @Property
    void a_position_includes_what_was_read_and_nothing_else(@ForAll("idsInAnyOrder") List<Long> read) {
        EventPosition position = EventPosition.START;
        for (long id : read) {
            assertThat(position.includes(id)).isFalse();
            position = position.with(id);
            assertThat(position.with(id)).isEqualTo(position);
        }

        Set<Long> included = new HashSet<>();
        for (long id = 1; id <= 70; id++) {
            if (position.includes(id)) {
                included.add(id);
            }
        }
        assertThat(included).containsExactlyInAnyOrderElementsOf(read);
        assertThat(EventPosition.of(position.text())).hasValue(position);
    }

    @Property
    void giving_up_includes_everything_up_to_there_and_keeps_the_rest(
            @ForAll("idsInAnyOrder") List<Long> read, @ForAll("upTo") long upTo) {
        EventPosition before = EventPosition.START;
        for (long id : read) {
            before = before.with(id);
        }

        EventPosition after = before.givingUp(upTo);

        for (long id = 1; id <= 70; id++) {
            boolean givenUp = id <= upTo && id <= before.last();
            assertThat(after.includes(id)).isEqualTo(givenUp || before.includes(id));
        }
    }

    @Provide
    Arbitrary<Long> upTo() {
        return Arbitraries.longs().between(0, 60);
    }

    @Test
    void a_position_reads_as_its_last_id_and_what_is_missing() {
        EventPosition position = new EventPosition(120, List.of(new Gap(97, 97), new Gap(101, 103)));

        assertThat(position.text()).isEqualTo("120.97.101-103");
    }

    @Test
    void other_texts_are_no_positions() {
        for (String text : List.of(
                "", "x", "-1", "5.", "5.7", "5.3-2", "9.4.3", "9.2-5.4", "1234567890123456789", "5.5", "5.end")) {
            assertThat(EventPosition.of(text)).as(text).isEmpty();
        }
    }

    @Test
    void the_oldest_gaps_of_too_many_are_given_up() {
        EventPosition position = EventPosition.START;
        for (long id = 2; id <= 200; id += 2) {
            position = position.with(id);
        }

        assertThat(position.gaps()).hasSize(EventPosition.MAX_GAPS);
        assertThat(position.includes(1)).isTrue();
        assertThat(position.includes(199)).isFalse();
        assertThat(EventPosition.of(position.text())).hasValue(position);
    }
}
