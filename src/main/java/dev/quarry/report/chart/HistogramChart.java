package dev.quarry.report.chart;

import dev.quarry.report.figures.Histogram;
import java.util.Arrays;

/** Bars of a histogram, losses and gains in the page's two colours. */
public final class HistogramChart {

    private static final int WIDTH = 760;
    private static final int HEIGHT = 180;
    private static final int LEFT = 62;
    private static final int RIGHT = 8;
    private static final int TOP = 8;
    private static final int BOTTOM = 22;

    private HistogramChart() {}

    /**
     * The picture.
     *
     * @param label what it shows, for those who do not see it
     * @param unit what is written behind the values of the horizontal axis
     */
    public static String draw(String label, Histogram histogram, String unit) {
        int[] counts = histogram.counts();
        int most = Arrays.stream(counts).max().orElse(1);
        Svg svg = new Svg(WIDTH, HEIGHT, label);
        double bar = (double) (WIDTH - LEFT - RIGHT) / counts.length;
        double high = (double) (HEIGHT - TOP - BOTTOM) / most;
        for (double mark : Ticks.numbers(0, most)) {
            if (mark == Math.rint(mark)) {
                double y = HEIGHT - BOTTOM - mark * high;
                svg.line("grid", LEFT, y, WIDTH - RIGHT, y);
                svg.label("end", LEFT - 6, y + 4, Numbers.plain(mark));
            }
        }
        for (int i = 0; i < counts.length; i++) {
            boolean isLoss = histogram.lowest() + (i + 0.5) * histogram.width() < 0;
            svg.rectangle(
                    isLoss ? "loss" : "gain",
                    LEFT + i * bar + 0.5,
                    HEIGHT - BOTTOM - counts[i] * high,
                    Math.max(0.5, bar - 1),
                    counts[i] * high);
        }
        double end = histogram.lowest() + counts.length * histogram.width();
        for (double mark : Ticks.numbers(histogram.lowest(), end)) {
            double x = LEFT + (mark - histogram.lowest()) / histogram.width() * bar;
            svg.line(mark == 0 ? "zero" : "tick", x, mark == 0 ? TOP : HEIGHT - BOTTOM, x, HEIGHT - BOTTOM + 4);
            svg.label("middle", Math.min(x, WIDTH - RIGHT - 16), HEIGHT - 4, Numbers.plain(mark) + unit);
        }
        return svg.end();
    }
}
