package dev.quarry.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import dev.quarry.evaluation.SplitFrame.Column;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
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
    void numbers_from_one_on_have_at_most_ten_decimals_and_at_least_one() {
        assertThat(written(0, 1, -2.5, 1.0 / 0.3, 12_345_678.123456789, 1e17, Double.POSITIVE_INFINITY))
                .containsExactly(
                        "0.0", "1.0", "-2.5", "3.3333333333", "12345678.1234567892", "100000000000000000.0", "null");
    }

    @Test
    void numbers_below_one_have_twelve_significant_digits_however_small_they_are() {
        assertThat(written(1 / 3.0, 0.0201, -0.02, 0.1, 1e-6, 1.26171e-8, 3.274357123456789e-10, -1e-11, 2.5e-300))
                .containsExactly(
                        "0.333333333333",
                        "0.0201",
                        "-0.02",
                        "0.1",
                        "0.000001",
                        "1.26171e-8",
                        "3.27435712346e-10",
                        "-1.0e-11",
                        "2.5E-300");
    }

    @Test
    void what_rounding_carries_over_stays_the_number_that_it_is() {
        double[] values = {
            0.9999999999999, 0.09999999999999, 0.99999999999, 9.9999999999999e-9, 0.1 + 0.2, 1 - 1e-16, 9.999999e-7
        };

        assertThat(written(values)).allSatisfy(number -> assertThat(number).matches("-?[0-9](\\.[0-9]+)(e-[0-9]+)?"));
        assertThat(written(values)).satisfies(texts -> {
            for (int i = 0; i < values.length; i++) {
                assertThat(Double.parseDouble(texts.get(i))).isCloseTo(values[i], withinPercentage(1e-9));
            }
        });
    }

    @Test
    void every_number_comes_back_to_twelve_digits() {
        Random random = new Random(7);
        double[] values = IntStream.range(0, 20_000)
                .mapToDouble(i -> Math.scalb(random.nextDouble() - 0.5, -random.nextInt(190)))
                .toArray();

        List<String> texts = written(values);

        for (int i = 0; i < values.length; i++) {
            assertThat(Double.parseDouble(texts.get(i))).isCloseTo(values[i], withinPercentage(1e-9));
        }
    }

    private static List<String> written(double... values) {
        String table = SplitFrame.write(List.of(Column.of("x", values)), row -> row, values.length);
        String data = table.substring(table.indexOf("\"data\":[[") + 9, table.length() - 3);
        return List.of(data.split("\\],\\["));
    }
}
