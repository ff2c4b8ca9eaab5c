package dev.quarry.report.chart;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.DoubleStream;

/**
 * Lines over time. A long line is drawn by the least and the greatest value of each of a thousand spans of time, so that the
 * size of a picture does not depend on the length of the series and no extreme is lost.
 */
public final class LineChart {

    private static final int WIDTH = 760;
    private static final int LEFT = 62;
    private static final int RIGHT = 8;
    private static final int TOP = 8;
    private static final int BOTTOM = 22;

    /** A line whose greatest value is this many times its least one is drawn on a logarithmic axis. */
    private static final double LOGARITHMIC_FROM = 10;

    /** Half a pixel on a wide screen. */
    private static final int SPANS = 1_000;

    private final long[] times;
    private final List<Line> lines;
    private final int height;
    private final double least;
    private final double greatest;
    private final boolean isLogarithmic;

    /**
     * One line.
     *
     * @param style the class by which the page gives it its colour
     * @param values one for each time; NaN leaves a gap
     */
    public record Line(String style, double[] values) {}

    private LineChart(long[] times, List<Line> lines, int height) {
        this.times = times;
        this.lines = lines;
        this.height = height;
        double low = all().min().orElse(0);
        double high = all().max().orElse(1);
        this.isLogarithmic = low > 0 && high / low >= LOGARITHMIC_FROM;
        double room = isLogarithmic || high > low ? 0 : Math.max(1, Math.abs(high) / 10);
        this.least = low - room;
        this.greatest = high + room;
    }

    /**
     * The picture.
     *
     * @param label what it shows, for those who do not see it
     * @param times ascending, milliseconds since the epoch, at least one
     * @param height in units of which the picture is 760 wide
     * @param unit what is written behind the numbers of the axis
     */
    public static String draw(String label, long[] times, List<Line> lines, int height, String unit) {
        return new LineChart(times, lines, height).picture(label, unit);
    }

    private String picture(String label, String unit) {
        Svg svg = new Svg(WIDTH, height, label);
        List<Double> marks = isLogarithmic ? Ticks.powers(least, greatest) : Ticks.numbers(least, greatest);
        for (double mark : marks) {
            svg.line(mark == 0 ? "zero" : "grid", LEFT, y(mark), WIDTH - RIGHT, y(mark));
            svg.label("end", LEFT - 6, y(mark) + 4, Numbers.plain(mark) + unit);
        }
        for (Ticks.Time mark : Ticks.times(times[0], times[times.length - 1])) {
            svg.line("grid", x(mark.millis()), TOP, x(mark.millis()), height - BOTTOM);
            svg.label("middle", Math.min(x(mark.millis()), WIDTH - RIGHT - 24), height - 6, mark.label());
        }
        lines.forEach(line -> svg.path(line.style(), path(line.values())));
        return svg.end();
    }

    private StringBuilder path(double[] values) {
        StringBuilder steps = new StringBuilder();
        boolean isBroken = true;
        int span = Math.max(1, values.length / SPANS);
        for (int from = 0; from < values.length; from += span) {
            int to = Math.min(values.length, from + span);
            int low = from;
            int high = from;
            for (int i = from; i < to; i++) {
                low = values[i] < values[low] || Double.isNaN(values[low]) ? i : low;
                high = values[i] > values[high] || Double.isNaN(values[high]) ? i : high;
            }
            if (Double.isNaN(values[low])) {
                isBroken = true;
                continue;
            }
            step(steps, isBroken ? 'M' : 'L', values, Math.min(low, high));
            if (low != high) {
                step(steps, 'L', values, Math.max(low, high));
            }
            isBroken = false;
        }
        return steps;
    }

    private void step(StringBuilder steps, char command, double[] values, int at) {
        steps.append(String.format(Locale.ROOT, "%c%.1f %.1f", command, x(times[at]), y(values[at])));
    }

    private double x(long time) {
        long length = Math.max(1, times[times.length - 1] - times[0]);
        return LEFT + (double) (time - times[0]) / length * (WIDTH - LEFT - RIGHT);
    }

    private double y(double value) {
        double share = isLogarithmic
                ? Math.log(value / least) / Math.log(greatest / least)
                : (value - least) / (greatest - least);
        return height - BOTTOM - share * (height - BOTTOM - TOP);
    }

    private DoubleStream all() {
        return lines.stream()
                .flatMapToDouble(line -> Arrays.stream(line.values()))
                .filter(Double::isFinite);
    }
}
