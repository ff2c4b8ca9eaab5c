package dev.quarry.engine;

import dev.quarry.series.Bars;
import dev.quarry.series.Timeframe;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * The sample series of the golden files: real trades of a week of 2013, grouped by minute (minutes without a trade left
 * out) and relabelled as consecutive 30-minute bars from 2014-01-01, so that 30-minute rules apply.
 */
public final class SampleBars {

    private static final long FIRST_OPEN = Instant.parse("2014-01-01T00:00:00Z").toEpochMilli();
    private static final Bars BARS = read();

    private SampleBars() {}

    public static Bars bars() {
        return BARS;
    }

    private static Bars read() {
        List<double[]> bars = new ArrayList<>();
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(
                SampleBars.class.getResourceAsStream("/sample/bitstamp_trades_from_20131125_usd.csv"),
                StandardCharsets.UTF_8))) {
            long minuteOfBar = Long.MIN_VALUE;
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                String[] cells = line.split(",");
                if (!Character.isDigit(cells[0].charAt(0))) {
                    continue;
                }
                long minute = Math.floorDiv(Long.parseLong(cells[0]), 60);
                double price = Double.parseDouble(cells[1]);
                double amount = Double.parseDouble(cells[2]);
                if (minute != minuteOfBar) {
                    minuteOfBar = minute;
                    bars.add(new double[] {price, price, price, price, 0});
                }
                double[] bar = bars.get(bars.size() - 1);
                bar[1] = Math.max(bar[1], price);
                bar[2] = Math.min(bar[2], price);
                bar[3] = price;
                bar[4] += amount;
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        long[] openTime = new long[bars.size()];
        double[][] columns = new double[5][bars.size()];
        for (int i = 0; i < bars.size(); i++) {
            openTime[i] = FIRST_OPEN + i * Timeframe.M30.millis();
            for (int c = 0; c < columns.length; c++) {
                columns[c][i] = bars.get(i)[c];
            }
        }
        return new Bars(Timeframe.M30, openTime, columns[0], columns[1], columns[2], columns[3], columns[4]);
    }
}
