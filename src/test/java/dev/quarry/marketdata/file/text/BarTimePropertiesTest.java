package dev.quarry.marketdata.file.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;

class BarTimePropertiesTest {

    private static final long LAST_SECOND_OF_9999 = 253_402_300_799L;

    @Property
    void any_second_is_read_in_each_of_its_usual_forms(
            @ForAll @LongRange(min = 0, max = LAST_SECOND_OF_9999) long second) throws BadLineException {
        String iso = Instant.ofEpochSecond(second).toString();

        assertThat(BarTime.utc().millis(iso)).isEqualTo(second * 1000);
        assertThat(BarTime.utc().millis(iso.replace("Z", ""))).isEqualTo(second * 1000);
        assertThat(BarTime.utc().millis(iso.replace('T', ' ').replace("Z", ""))).isEqualTo(second * 1000);
        assertThat(BarTime.utc().millis(iso.replace("Z", "+02:00"))).isEqualTo(second * 1000 - 7_200_000);
    }

    @Example
    void what_no_calendar_has_is_refused() {
        for (String text : new String[] {
            "2024-13-01 00:00:00",
            "2024-02-30 00:00:00",
            "2023-02-29T00:00:00Z",
            "2024-01-01 24:00:01",
            "2024-01-01 00:60:00",
            "2024-01-01 00:00:60",
            "2024-01-01 00:00:0x",
            "2024/13/01 00:00:00",
            "0000-00-00 00:00:00",
            "0000-01-01 00:00:00",
            "0000-01-01",
            "-0001-01-01T00:00:00Z",
            "+10000-01-01T00:00:00Z",
            "+294277-01-01T00:00:00Z",
            "+999999999-12-31T23:59:59Z",
            "-62135596801",
            "9999999999999999999"
        }) {
            assertThatThrownBy(() -> BarTime.utc().millis(text)).as(text).isInstanceOf(BadLineException.class);
        }
    }
}
