package dev.quarry.marketdata;

import dev.quarry.platform.json.Described;
import dev.quarry.platform.json.Timestamps;
import dev.quarry.series.Bars;
import java.time.DayOfWeek;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** Anomalies of the bars of a series. None of them is an error by itself: markets do pause and jump. */
public record SeriesQuality(
        @Described("How many bars there are") long bars,

        @Described("How many there should be between the first and the last by the market's calendar")
        long expected,

        @Described("How many gaps there are, by the market's calendar")
        long gaps,

        @Described("Bars that are missing in all gaps") long missing,

        @Described("How many of these have not been confirmed by a source to be without a trade")
        long missingUnknown,

        @Described("The largest gaps, at most a hundred, in order of time")
        List<Gap> largestGaps,

        @Described("Bars whose high is not the highest or low not the lowest, or with a price that is not positive")
        long inconsistent,

        @Described("Bars with volume that equal the bar before them in every column")
        long repeated,

        @Described("Bars without volume") long zeroVolume,

        @Described("How many closes are further from the previous one than 15 robust deviations of the "
                + "series' log returns")
        long outliers,

        @Described("The largest outliers, at most a hundred, in order of time")
        List<Outlier> largestOutliers,

        @Described("Possible causes of these figures, in words: a time zone with summer time, a price in other units")
        List<String> suspicions) {

    /** Median absolute deviations, scaled to the standard deviation of a normal distribution (Hampel 1974). */
    public static final double OUTLIER_DEVIATIONS = 15;

    private static final double MAD_TO_DEVIATION = 1.4826;
    private static final int NAMED = 100;
    private static final long HOUR = 3_600_000;
    private static final double OTHER_UNIT = 9;

    /** A gap: a stretch without bars. */
    public record Gap(
            @Described("Open of the first missing bar") OffsetDateTime startTs,
            @Described("Open of the last missing bar") OffsetDateTime endTs,
            @Described("How many bars are missing") long bars,

            @Described("True when a source has confirmed that there was no trade in any of it")
            boolean known) {}

    /** @param change change of the close from the previous one, as a fraction of that */
    public record Outlier(
            @Described("Open of the bar") OffsetDateTime ts,
            @Described("Its close") double close,
            @Described("The previous bar's close") double previousClose,

            @Described("Change of the close from the previous one, as a fraction of that")
            double change) {}

    /**
     * Examines bars.
     *
     * @param unknown the parts of their range that no source has reported in full
     * @param calendar when their market trades
     */
    public static SeriesQuality of(Bars bars, List<BarRange> unknown, MarketCalendar calendar) {
        int n = bars.size();
        if (n == 0) {
            return new SeriesQuality(0, 0, 0, 0, 0, List.of(), 0, 0, 0, 0, List.of(), List.of());
        }
        long step = bars.timeframe().millis();
        ExpectedBars expected = new ExpectedBars(
                calendar, BarRaster.of(bars.timeframe(), bars.openTime()), CalendarLearning.nextDate(bars));
        List<Gap> gaps = new ArrayList<>();
        long missing = 0;
        long missingUnknown = 0;
        int summerTime = 0;
        for (int i = 1; i < n; i++) {
            BarRange gap = new BarRange(bars.openTime()[i - 1] + step, bars.openTime()[i]);
            ExpectedBars.Stretch lacking = expected.within(gap.from(), gap.to());
            if (lacking.bars() > 0) {
                long unlisted = unknown.stream()
                        .map(part -> part.within(gap))
                        .mapToLong(
                                part -> expected.within(part.from(), part.to()).bars())
                        .sum();
                missing += lacking.bars();
                missingUnknown += unlisted;
                summerTime += isSummerTime(gap) ? 1 : 0;
                gaps.add(new Gap(
                        Timestamps.utc(lacking.first()),
                        Timestamps.utc(lacking.last()),
                        lacking.bars(),
                        unlisted == 0));
            }
        }
        List<Outlier> outliers = outliers(bars);
        return new SeriesQuality(
                n,
                expected.within(bars.openTime()[0], bars.openTime()[n - 1] + 1).bars(),
                gaps.size(),
                missing,
                missingUnknown,
                largest(gaps, Comparator.comparingLong(Gap::bars), Comparator.comparing(Gap::startTs)),
                inconsistent(bars),
                repeated(bars),
                Arrays.stream(bars.volume()).filter(volume -> volume == 0).count(),
                outliers.size(),
                largest(
                        outliers,
                        Comparator.comparingDouble(o -> Math.abs(Math.log(o.close / o.previousClose))),
                        Comparator.comparing(Outlier::ts)),
                suspicions(summerTime, outliers));
    }

    /**
     * Whether a gap is one hour in the night to a Sunday of March, when clocks are put forward in Europe and America.
     */
    private static boolean isSummerTime(BarRange gap) {
        OffsetDateTime start = Timestamps.utc(gap.from());
        return gap.to() - gap.from() == HOUR
                && start.getMonthValue() == 3
                && start.getDayOfWeek() == DayOfWeek.SUNDAY
                && start.getHour() <= 3;
    }

    private static List<String> suspicions(int summerTime, List<Outlier> outliers) {
        List<String> suspicions = new ArrayList<>();
        if (summerTime > 0) {
            suspicions.add(String.format(
                    Locale.ROOT,
                    "%d times the hour is missing in which clocks are put forward: "
                            + "the file may have local times instead of UTC",
                    summerTime));
        }
        long jumps = outliers.stream()
                .filter(o -> Math.max(o.close / o.previousClose, o.previousClose / o.close) >= OTHER_UNIT)
                .count();
        if (jumps > 0) {
            suspicions.add(String.format(
                    Locale.ROOT,
                    "%d times the price changes by a factor of %.0f or more: some bars may be in other units",
                    jumps,
                    OTHER_UNIT));
        }
        return suspicions;
    }

    private static List<Outlier> outliers(Bars bars) {
        double[] returns = new double[Math.max(0, bars.size() - 1)];
        for (int i = 0; i < returns.length; i++) {
            returns[i] = Math.log(bars.close()[i + 1] / bars.close()[i]);
        }
        double centre = median(returns);
        double[] distances =
                Arrays.stream(returns).map(r -> Math.abs(r - centre)).toArray();
        double limit = OUTLIER_DEVIATIONS * MAD_TO_DEVIATION * median(distances);
        List<Outlier> outliers = new ArrayList<>();
        for (int i = 0; limit > 0 && i < returns.length; i++) {
            if (Math.abs(returns[i] - centre) > limit) {
                double before = bars.close()[i];
                double close = bars.close()[i + 1];
                outliers.add(new Outlier(Timestamps.utc(bars.openTime()[i + 1]), close, before, close / before - 1));
            }
        }
        return outliers;
    }

    private static long inconsistent(Bars bars) {
        if (bars.size() == 0) {
            return 0;
        }
        CandleRules rules = new CandleRules(BarRaster.of(bars.timeframe(), bars.openTime()), Long.MAX_VALUE);
        long count = 0;
        for (int i = 0; i < bars.size(); i++) {
            String fault = rules.fault(
                    bars.openTime()[i],
                    bars.open()[i],
                    bars.high()[i],
                    bars.low()[i],
                    bars.close()[i],
                    bars.volume()[i]);
            count += fault == null ? 0 : 1;
        }
        return count;
    }

    private static long repeated(Bars bars) {
        long count = 0;
        for (int i = 1; i < bars.size(); i++) {
            if (bars.volume()[i] > 0
                    && bars.volume()[i] == bars.volume()[i - 1]
                    && bars.open()[i] == bars.open()[i - 1]
                    && bars.high()[i] == bars.high()[i - 1]
                    && bars.low()[i] == bars.low()[i - 1]
                    && bars.close()[i] == bars.close()[i - 1]) {
                count++;
            }
        }
        return count;
    }

    private static double median(double[] values) {
        if (values.length == 0) {
            return 0;
        }
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }

    private static <T> List<T> largest(List<T> all, Comparator<T> bySize, Comparator<T> byTime) {
        return all.stream()
                .sorted(bySize.reversed())
                .limit(NAMED)
                .sorted(byTime)
                .toList();
    }
}
