package dev.quarry.bench;

import dev.quarry.series.Bars;
import dev.quarry.series.Timeframe;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Random;

/**
 * A series for benchmarks, the same on every machine: 30-minute bars from 2024-01-01 UTC whose closes follow a random walk
 * (seed 42) with a volatility that swings between 0.15 and 0.6 percent a bar and swarms of larger moves, so that RSI and
 * bands are left about as often as on a year of bitcoin prices.
 */
final class SyntheticBars {

    private static final long FIRST_OPEN = 1_704_067_200_000L;
    private static final long SEED = 42;

    private SyntheticBars() {}

    /** The series as a file of text. */
    static byte[] csv(Bars bars) {
        StringBuilder csv = new StringBuilder("timestamp,open,high,low,close,volume\n");
        for (int i = 0; i < bars.size(); i++) {
            csv.append(Instant.ofEpochMilli(bars.openTime()[i])).append(',');
            csv.append(bars.open()[i]).append(',').append(bars.high()[i]).append(',');
            csv.append(bars.low()[i]).append(',').append(bars.close()[i]).append(',');
            csv.append(bars.volume()[i]).append('\n');
        }
        return csv.toString().getBytes(StandardCharsets.UTF_8);
    }

    static Bars of(int size) {
        return of(size, SEED);
    }

    /** Another series of the same kind for each seed. */
    static Bars of(int size, long seed) {
        Random random = new Random(seed);
        long[] openTime = new long[size];
        double[][] columns = new double[5][size];
        double price = 40_000;
        double drift = 0;
        for (int i = 0; i < size; i++) {
            double volatility = 0.00375 + 0.00225 * Math.sin(i / 350.0);
            if (random.nextInt(60) == 0) {
                drift = random.nextGaussian() * 0.002;
            }
            drift *= 0.95;
            double close = price * Math.exp(drift + volatility * random.nextGaussian());
            double reach = volatility * random.nextDouble();
            openTime[i] = FIRST_OPEN + i * Timeframe.M30.millis();
            columns[0][i] = price;
            columns[1][i] = Math.max(price, close) * (1 + reach * random.nextDouble());
            columns[2][i] = Math.min(price, close) * (1 - reach * random.nextDouble());
            columns[3][i] = close;
            columns[4][i] = 1 + random.nextDouble();
            price = close;
        }
        return new Bars(Timeframe.M30, openTime, columns[0], columns[1], columns[2], columns[3], columns[4]);
    }
}
