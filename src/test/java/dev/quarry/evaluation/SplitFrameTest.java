package dev.quarry.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quarry.evaluation.SplitFrame.Column;
import java.util.List;
import org.junit.jupiter.api.Test;

class SplitFrameTest {

    @Test
    void a_table_is_written_as_pandas_writes_its_split_orientation() {
        List<Column> columns = List.of(
                Column.of("close", new double[] {807.94, Double.NaN}),
                new Column("Side", row -> row == 0 ? "Short" : null),
                new Column("EntryBar", row -> row + 5));

        assertThat(SplitFrame.write(columns, row -> SplitFrame.time(1_388_534_400_000L + row), 2))
                .isEqualTo("{\"columns\":[\"close\",\"Side\",\"EntryBar\"],"
                        + "\"index\":[\"2014-01-01T00:00:00.000Z\",\"2014-01-01T00:00:00.001Z\"],"
                        + "\"data\":[[807.94,\"Short\",5],[null,null,6]]}");
    }

    @Test
    void an_empty_table_keeps_its_columns() {
        assertThat(SplitFrame.write(List.of(Column.of("close", new double[0])), row -> row, 0))
                .isEqualTo("{\"columns\":[\"close\"],\"index\":[],\"data\":[]}");
    }

    @Test
    void numbers_have_at_most_ten_decimals_and_at_least_one() {
        double[] values = {
            0, 1, -2.5, 1 / 3.0, 1e-11, -0.00000000014, 12_345_678.123456789, 1e17, Double.POSITIVE_INFINITY
        };

        assertThat(SplitFrame.write(List.of(Column.of("x", values)), row -> row, values.length))
                .endsWith("\"data\":[[0.0],[1.0],[-2.5],[0.3333333333],[0.0],[-0.0000000001],[12345678.1234567892],"
                        + "[100000000000000000.0],[null]]}");
    }
}
