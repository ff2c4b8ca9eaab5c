package dev.quarry.strategy.language.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.quarry.series.Bars;
import dev.quarry.strategy.language.functions.Functions;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.IntToDoubleFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.ta4j.core.BarSeries;
import org.ta4j.core.BaseBarSeriesBuilder;
import org.ta4j.core.Indicator;
import org.ta4j.core.indicators.ATRIndicator;
import org.ta4j.core.indicators.CCIIndicator;
import org.ta4j.core.indicators.DoubleEMAIndicator;
import org.ta4j.core.indicators.EMAIndicator;
import org.ta4j.core.indicators.HMAIndicator;
import org.ta4j.core.indicators.MACDIndicator;
import org.ta4j.core.indicators.MMAIndicator;
import org.ta4j.core.indicators.ROCIndicator;
import org.ta4j.core.indicators.RSIIndicator;
import org.ta4j.core.indicators.SMAIndicator;
import org.ta4j.core.indicators.StochasticOscillatorDIndicator;
import org.ta4j.core.indicators.StochasticOscillatorKIndicator;
import org.ta4j.core.indicators.TripleEMAIndicator;
import org.ta4j.core.indicators.WMAIndicator;
import org.ta4j.core.indicators.WilliamsRIndicator;
import org.ta4j.core.indicators.adx.ADXIndicator;
import org.ta4j.core.indicators.adx.MinusDIIndicator;
import org.ta4j.core.indicators.adx.PlusDIIndicator;
import org.ta4j.core.indicators.aroon.AroonDownIndicator;
import org.ta4j.core.indicators.aroon.AroonUpIndicator;
import org.ta4j.core.indicators.bollinger.BollingerBandsLowerIndicator;
import org.ta4j.core.indicators.bollinger.BollingerBandsMiddleIndicator;
import org.ta4j.core.indicators.bollinger.BollingerBandsUpperIndicator;
import org.ta4j.core.indicators.helpers.ClosePriceIndicator;
import org.ta4j.core.indicators.helpers.CrossIndicator;
import org.ta4j.core.indicators.helpers.HighPriceIndicator;
import org.ta4j.core.indicators.helpers.HighestValueIndicator;
import org.ta4j.core.indicators.helpers.LowPriceIndicator;
import org.ta4j.core.indicators.helpers.LowestValueIndicator;
import org.ta4j.core.indicators.helpers.TRIndicator;
import org.ta4j.core.indicators.helpers.VolumeIndicator;
import org.ta4j.core.indicators.keltner.KeltnerChannelLowerIndicator;
import org.ta4j.core.indicators.keltner.KeltnerChannelMiddleIndicator;
import org.ta4j.core.indicators.keltner.KeltnerChannelUpperIndicator;
import org.ta4j.core.indicators.statistics.PearsonCorrelationIndicator;
import org.ta4j.core.indicators.statistics.SigmaIndicator;
import org.ta4j.core.indicators.statistics.SimpleLinearRegressionIndicator;
import org.ta4j.core.indicators.statistics.SimpleLinearRegressionIndicator.SimpleLinearRegressionType;
import org.ta4j.core.indicators.statistics.StandardDeviationIndicator;
import org.ta4j.core.indicators.statistics.VarianceIndicator;
import org.ta4j.core.indicators.supertrend.SuperTrendIndicator;
import org.ta4j.core.indicators.volume.MoneyFlowIndexIndicator;
import org.ta4j.core.indicators.volume.OnBalanceVolumeIndicator;
import org.ta4j.core.indicators.volume.VWAPIndicator;
import org.ta4j.core.num.DoubleNum;
import org.ta4j.core.num.Num;

/**
 * Functions beside ta4j 0.17, another implementation of the same definitions. Where the two begin differently, they are held
 * against one another once what they began with is forgotten. What ta4j has not, or has otherwise, is checked by hand in
 * ReadingsTest.
 */
class FunctionsAgainstTa4jTest {

    private static final int SIZE = 3_000;
    private static final int DAY = 48;
    private static final double TOLERANCE = 1e-9;

    private final Bars bars = lively();
    private final BarSeries series = series(bars);
    private final ClosePriceIndicator close = new ClosePriceIndicator(series);
    private final HighPriceIndicator high = new HighPriceIndicator(series);
    private final LowPriceIndicator low = new LowPriceIndicator(series);
    private final VolumeIndicator volume = new VolumeIndicator(series);
    private final SMAIndicator mean = new SMAIndicator(close, 20);
    private final StandardDeviationIndicator deviation = new StandardDeviationIndicator(close, 20);
    private final BollingerBandsMiddleIndicator bollinger = new BollingerBandsMiddleIndicator(mean);
    private final KeltnerChannelMiddleIndicator keltner = new KeltnerChannelMiddleIndicator(close, 20);
    private final ATRIndicator range = new ATRIndicator(series, 14);
    private final MACDIndicator macd = new MACDIndicator(close, 12, 26);

    /** From the first bar with a full window on. */
    private Map<String, Indicator<Num>> equalOnceTheWindowIsFull() {
        Map<String, Indicator<Num>> pairs = new LinkedHashMap<>();
        pairs.put("sma(close, 20)", mean);
        pairs.put("wma(close, 20)", new WMAIndicator(close, 20));
        pairs.put("hma(close, 21)", new HMAIndicator(close, 21));
        pairs.put("stdev(close, 20)", deviation);
        pairs.put("variance(close, 20)", new VarianceIndicator(close, 20));
        pairs.put("zscore(close, 20)", new SigmaIndicator(close, 20));
        pairs.put("highest(high, 20)", new HighestValueIndicator(high, 20));
        pairs.put("lowest(low, 20)", new LowestValueIndicator(low, 20));
        pairs.put("roc(close, 10)", new ROCIndicator(close, 10));
        pairs.put("tr", new TRIndicator(series));
        pairs.put("stoch_k(14)", new StochasticOscillatorKIndicator(series, 14));
        pairs.put("stoch_d(14, 3)", new StochasticOscillatorDIndicator(new StochasticOscillatorKIndicator(series, 14)));
        pairs.put("williams_r(14)", new WilliamsRIndicator(series, 14));
        pairs.put("cci(20)", new CCIIndicator(series, 20));
        pairs.put("aroon_up(25)", new AroonUpIndicator(series, 25));
        pairs.put("aroon_down(25)", new AroonDownIndicator(series, 25));
        pairs.put("bb_upper(close, 20, 2)", new BollingerBandsUpperIndicator(bollinger, deviation));
        pairs.put("bb_middle(close, 20)", bollinger);
        pairs.put("bb_lower(close, 20, 2)", new BollingerBandsLowerIndicator(bollinger, deviation));
        pairs.put("obv", new OnBalanceVolumeIndicator(series));
        pairs.put("slope(close, 20)", new SimpleLinearRegressionIndicator(close, 20, SimpleLinearRegressionType.SLOPE));
        pairs.put("correlation(close, volume, 20)", new PearsonCorrelationIndicator(close, volume, 20));
        return pairs;
    }

    /** ta4j begins averages that never forget with the first value, here they begin with the mean of the first n. */
    private Map<String, Indicator<Num>> equalOnceTheBeginningIsForgotten() {
        Map<String, Indicator<Num>> pairs = new LinkedHashMap<>();
        pairs.put("ema(close, 20)", new EMAIndicator(close, 20));
        pairs.put("ewm(close, 2 / 21)", new EMAIndicator(close, 20));
        pairs.put("rma(close, 14)", new MMAIndicator(close, 14));
        pairs.put("dema(close, 20)", new DoubleEMAIndicator(close, 20));
        pairs.put("tema(close, 20)", new TripleEMAIndicator(close, 20));
        pairs.put("atr(14)", range);
        pairs.put("rsi(close, 14)", new RSIIndicator(close, 14));
        pairs.put("macd(close, 12, 26)", macd);
        pairs.put("macd_signal(close, 12, 26, 9)", macd.getSignalLine(9));
        pairs.put("macd_histogram(close, 12, 26, 9)", macd.getHistogram(9));
        pairs.put("plus_di(14)", new PlusDIIndicator(series, 14));
        pairs.put("minus_di(14)", new MinusDIIndicator(series, 14));
        pairs.put("adx(14)", new ADXIndicator(series, 14));
        pairs.put("kc_upper(close, 20, 14, 1.5)", new KeltnerChannelUpperIndicator(keltner, range, 1.5));
        pairs.put("kc_middle(close, 20)", keltner);
        pairs.put("kc_lower(close, 20, 14, 1.5)", new KeltnerChannelLowerIndicator(keltner, range, 1.5));
        pairs.put("supertrend(10, 3)", new SuperTrendIndicator(series, 10, 3d));
        return pairs;
    }

    @TestFactory
    Stream<DynamicTest> functions_of_a_window_are_ta4js_once_it_is_full() {
        return equalOnceTheWindowIsFull().entrySet().stream()
                .map(e -> dynamicTest(e.getKey(), () -> compare(e.getKey(), 60, at(e.getValue()))));
    }

    @TestFactory
    Stream<DynamicTest> functions_that_never_forget_are_ta4js_once_the_beginning_has_no_weight() {
        return equalOnceTheBeginningIsForgotten().entrySet().stream()
                .map(e -> dynamicTest(e.getKey(), () -> compare(e.getKey(), 1_500, at(e.getValue()))));
    }

    @Test
    void vwap_is_ta4js_over_the_bars_of_the_day_that_there_are() {
        VWAPIndicator[] windows = new VWAPIndicator[DAY + 1];
        for (int n = 1; n <= DAY; n++) {
            windows[n] = new VWAPIndicator(series, n);
        }
        compare("vwap", 0, bar -> windows[bar % DAY + 1].getValue(bar).doubleValue());
    }

    /** Where no bar of the window fell, ta4j divides by 1 of whatever unit volume has; here the index is 100 then. */
    @Test
    void mfi_is_ta4js_but_where_no_bar_fell() {
        double[] ours = Evaluated.of(bars, "mfi(14)");
        MoneyFlowIndexIndicator theirs = new MoneyFlowIndexIndicator(series, 14);
        compare(
                "mfi(14)",
                60,
                bar -> ours[bar] == 100 ? 100 : theirs.getValue(bar).doubleValue());
        assertThat(Arrays.stream(ours).filter(value -> value == 100).count()).isLessThan(10);
    }

    @Test
    void a_cross_is_ta4js() {
        CrossIndicator below = new CrossIndicator(close, mean);
        CrossIndicator above = new CrossIndicator(mean, close);
        compare("if(crosses_below(close, sma(close, 20)), 1, 0)", 60, bar -> below.getValue(bar) ? 1 : 0);
        compare("if(crosses_above(close, sma(close, 20)), 1, 0)", 60, bar -> above.getValue(bar) ? 1 : 0);
    }

    /** A function that is new is held against ta4j here, or its numbers are checked by hand and it is named here. */
    @Test
    void every_function_is_held_against_ta4j_or_checked_by_hand() {
        Set<String> compared = new HashSet<>();
        Stream.of(equalOnceTheWindowIsFull(), equalOnceTheBeginningIsForgotten())
                .flatMap(pairs -> pairs.keySet().stream())
                .forEach(expression -> compared.add(expression.replaceAll("\\(.*", "")));
        compared.addAll(List.of("vwap", "crosses_above", "crosses_below", "mfi"));
        Set<String> byHand = new HashSet<>(Functions.all().keySet());
        byHand.removeAll(compared);

        assertThat(byHand)
                .containsExactlyInAnyOrder(
                        "stdev_sample",
                        "percent_rank",
                        "median",
                        "change",
                        "rising",
                        "falling",
                        "psar",
                        "count",
                        "any",
                        "all",
                        "bars_since",
                        "value_when",
                        "abs",
                        "min",
                        "max",
                        "sqrt",
                        "log",
                        "exp",
                        "round",
                        "floor",
                        "if",
                        "on",
                        "on_at_least");
    }

    private static IntToDoubleFunction at(Indicator<Num> indicator) {
        return bar -> indicator.getValue(bar).doubleValue();
    }

    private void compare(String expression, int from, IntToDoubleFunction theirs) {
        double[] ours = Evaluated.of(bars, expression);
        for (int bar = 0; bar < from; bar++) {
            theirs.applyAsDouble(bar); // so that they recurse no deeper than one bar
        }
        for (int bar = from; bar < SIZE; bar++) {
            double expected = theirs.applyAsDouble(bar);
            assertThat(ours[bar])
                    .as("%s at bar %s", expression, bar)
                    .isCloseTo(expected, within(TOLERANCE * Math.max(1, Math.abs(expected))));
        }
    }

    private static Bars lively() {
        Random random = new Random(11);
        double[][] columns = new double[5][SIZE];
        double last = 100;
        for (int i = 0; i < SIZE; i++) {
            double open = last * (1 + 0.002 * random.nextGaussian());
            double close = open * (1 + 0.01 * random.nextGaussian());
            columns[0][i] = open;
            columns[1][i] = Math.max(open, close) * (1 + 0.005 * random.nextDouble());
            columns[2][i] = Math.min(open, close) * (1 - 0.005 * random.nextDouble());
            columns[3][i] = close;
            columns[4][i] = 1 + random.nextDouble();
            last = close;
        }
        return Evaluated.bars(columns[0], columns[1], columns[2], columns[3], columns[4]);
    }

    private static BarSeries series(Bars bars) {
        BarSeries series = new BaseBarSeriesBuilder()
                .withNumTypeOf(DoubleNum.class)
                .withMaxBarCount(Integer.MAX_VALUE)
                .build();
        Duration length = Duration.ofMillis(bars.timeframe().millis());
        for (int i = 0; i < bars.size(); i++) {
            series.addBar(
                    length,
                    Instant.ofEpochMilli(bars.openTime()[i]).plus(length).atZone(ZoneOffset.UTC),
                    bars.open()[i],
                    bars.high()[i],
                    bars.low()[i],
                    bars.close()[i],
                    bars.volume()[i]);
        }
        return series;
    }
}
