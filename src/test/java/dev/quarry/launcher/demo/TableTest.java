package dev.quarry.launcher.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class TableTest {
    @Test
    void columns_are_as_wide_as_their_widest_cell_and_numbers_stand_right() {
        Table table = new Table("#", "return %", "band")
                .row(List.of("1", "16.29", "Either"))
                .row(List.of("10", "-3.50", "KC"));

        assertThat(table.lines())
                .containsExactly(
                        "   #  return %  band", //
                        "   1     16.29  Either", "  10     -3.50  KC");
    }

    @Test
    void a_row_must_have_a_cell_for_each_column() {
        assertThatThrownBy(() -> new Table("a", "b").row(List.of("1"))).isInstanceOf(IllegalArgumentException.class);
    }
}
