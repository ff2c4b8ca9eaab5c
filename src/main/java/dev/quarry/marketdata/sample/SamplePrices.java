package dev.quarry.marketdata.sample;

import dev.quarry.marketdata.Series;
import dev.quarry.series.Bars;
import dev.quarry.series.Timeframe;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;

/**
 * The built-in sample: 100,000 trades of Bitstamp BTC/USD (25 November to 1 December 2013, from the examples of ta4j,
 * MIT licence) as minute bars, the k-th of which is relabelled 2014-01-01 plus k half hours. The prices are real; the
 * time axis is stretched so that there are enough bars for rules on 30-minute bars. Minutes without a trade are left
 * out.
 */
public final class SamplePrices {

    /** The series of the sample. */
    public static final Series SERIES = new Series("sample", "BTC/USD", Timeframe.M30);

    private static final String TRADES = "/sample/bitstamp_trades_from_20131125_usd.csv";
    private static final long FIRST_OPEN = Instant.parse("2014-01-01T00:00:00Z").toEpochMilli();
    private static final int SECONDS_A_MINUTE = 60;

    private static final int CAPACITY = 100_000; // no more bars than trades

    private int bars;
    private final long[] openTime = new long[CAPACITY];
    private final double[] open = new double[CAPACITY];
    private final double[] high = new double[CAPACITY];
    private final double[] low = new double[CAPACITY];
    private final double[] close = new double[CAPACITY];
    private final double[] volume = new double[CAPACITY];

    private SamplePrices() {}

    /** All 9,399 bars. */
    public static Bars load() {
        try (InputStream trades = SamplePrices.class.getResourceAsStream(TRADES)) {
            if (trades == null) {
                throw new IllegalStateException("the class path has no " + TRADES);
            }
            SamplePrices sample = new SamplePrices();
            sample.read(new BufferedReader(new InputStreamReader(trades, StandardCharsets.US_ASCII)));
            return sample.toBars();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void read(BufferedReader trades) throws IOException {
        trades.readLine(); // the header: timestamp, price, amount
        long minute = Long.MIN_VALUE;
        for (String line; (line = trades.readLine()) != null; ) {
            String[] fields = line.split(",");
            long tradeMinute = Long.parseLong(fields[0].strip()) / SECONDS_A_MINUTE;
            double price = Double.parseDouble(fields[1]);
            if (tradeMinute != minute) {
                minute = tradeMinute;
                begin(price);
            }
            add(price, Double.parseDouble(fields[2]));
        }
    }

    private void begin(double price) {
        openTime[bars] = FIRST_OPEN + bars * Timeframe.M30.millis();
        open[bars] = price;
        high[bars] = price;
        low[bars] = price;
        bars++;
    }

    private void add(double price, double amount) {
        int bar = bars - 1;
        high[bar] = Math.max(high[bar], price);
        low[bar] = Math.min(low[bar], price);
        close[bar] = price;
        volume[bar] += amount;
    }

    private Bars toBars() {
        return new Bars(
                Timeframe.M30,
                Arrays.copyOf(openTime, bars),
                Arrays.copyOf(open, bars),
                Arrays.copyOf(high, bars),
                Arrays.copyOf(low, bars),
                Arrays.copyOf(close, bars),
                Arrays.copyOf(volume, bars));
    }
}
