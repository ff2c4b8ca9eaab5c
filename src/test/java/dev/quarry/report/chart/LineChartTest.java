package dev.quarry.report.chart;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quarry.report.chart.LineChart.Line;
import java.io.StringReader;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.xml.sax.InputSource;

class LineChartTest {

    private static final long START = 1_388_534_400_000L;
    private static final long MINUTE = 60_000L;

    @Test
    void a_picture_of_many_bars_is_as_small_as_one_of_few_and_keeps_the_extremes() throws Exception {
        double[] values = new double[300_000];
        Arrays.fill(values, 100);
        values[123_457] = 150;
        String picture = draw(times(values.length, MINUTE), values);

        assertThat(picture.length()).isLessThan(60_000);
        assertThat(picture).as("the greatest value is at the top").containsPattern("L[0-9.]+ 8\\.0");
        DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new InputSource(new StringReader(picture)));
    }

    @Test
    void a_gap_breaks_the_line() {
        String picture = draw(times(5, MINUTE), new double[] {1, 2, Double.NaN, 2, 1});
        assertThat(Pattern.compile("M").matcher(picture).results().count()).isEqualTo(2);
        assertThat(picture).doesNotContain("NaN");
    }

    @Test
    void a_flat_line_and_a_single_bar_have_a_picture() {
        assertThat(draw(times(3, MINUTE), new double[] {0, 0, 0})).doesNotContain("NaN", "Infinity");
        assertThat(draw(times(1, MINUTE), new double[] {10_000})).doesNotContain("NaN", "Infinity");
    }

    @Test
    void what_grows_tenfold_is_drawn_by_its_logarithm() {
        assertThat(draw(times(3, MINUTE), new double[] {100, 1_000, 10_000})).contains(">100<", ">1,000<", ">10,000<");
    }

    @Property(tries = 300)
    void a_time_axis_of_any_length_has_a_few_marks(
            @ForAll @LongRange(min = 60_000, max = 3_000_000_000_000L) long length) {
        assertThat(Ticks.times(START, START + length).size()).isLessThanOrEqualTo(10);
    }

    private static String draw(long[] times, double[] values) {
        return LineChart.draw("Equity", times, List.of(new Line("mine", values)), 280, "");
    }

    private static long[] times(int bars, long step) {
        long[] times = new long[bars];
        Arrays.setAll(times, i -> START + i * step);
        return times;
    }
}
