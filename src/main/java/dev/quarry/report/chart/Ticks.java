package dev.quarry.report.chart;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Where an axis has its marks: at round numbers, and at the beginnings of hours, days, months or years. */
final class Ticks {

    private static final int MOST_TIMES = 8;
    private static final long DAY = 86_400_000L;
    private static final long[] STEPS = {DAY / 24, DAY / 8, DAY / 4, DAY / 2, DAY, 2 * DAY, 7 * DAY, 14 * DAY};
    private static final int[] MONTHS = {1, 2, 3, 6, 12, 24, 60, 120};

    private Ticks() {}

    /** A mark of a time axis. */
    record Time(long millis, String label) {}

    /** Round numbers, five or so, between two values. */
    static List<Double> numbers(double least, double greatest) {
        double step = step((greatest - least) / 5);
        List<Double> marks = new ArrayList<>();
        for (double k = Math.ceil(least / step); k * step <= greatest; k++) {
            marks.add(k * step);
        }
        return marks;
    }

    /** Powers of ten and their halves and fifths between two positive values, for an axis that is logarithmic. */
    static List<Double> powers(double least, double greatest) {
        List<Double> marks = new ArrayList<>();
        for (double power = Math.pow(10, Math.floor(Math.log10(least))); power <= greatest; power *= 10) {
            for (double one : new double[] {power, 2 * power, 5 * power}) {
                if (one >= least && one <= greatest) {
                    marks.add(one);
                }
            }
        }
        return marks;
    }

    /** The step of 1, 2 or 5 times a power of ten that is next to a number. */
    private static double step(double about) {
        double power = Math.pow(10, Math.floor(Math.log10(about)));
        double lead = about / power;
        return power * (lead < 1.5 ? 1 : lead < 3.5 ? 2 : lead < 7.5 ? 5 : 10);
    }

    /** Times between two times, milliseconds since the epoch, UTC. */
    static List<Time> times(long first, long last) {
        for (long step : STEPS) {
            if ((last - first) / step <= MOST_TIMES) {
                return even(first, last, step);
            }
        }
        for (int months : MONTHS) {
            if ((last - first) / (months * 30 * DAY) <= MOST_TIMES) {
                return beginnings(first, last, months);
            }
        }
        return beginnings(first, last, 10 * MONTHS[MONTHS.length - 1]);
    }

    private static List<Time> even(long first, long last, long step) {
        DateTimeFormatter form = DateTimeFormatter.ofPattern(step < DAY ? "d MMM HH:mm" : "d MMM uuuu", Locale.ENGLISH)
                .withZone(ZoneOffset.UTC);
        List<Time> marks = new ArrayList<>();
        for (long at = -Math.floorDiv(-first, step) * step; at <= last; at += step) {
            marks.add(new Time(at, form.format(Instant.ofEpochMilli(at))));
        }
        return marks;
    }

    private static List<Time> beginnings(long first, long last, int months) {
        DateTimeFormatter form = DateTimeFormatter.ofPattern(months < 12 ? "MMM uuuu" : "uuuu", Locale.ENGLISH);
        LocalDate at =
                Instant.ofEpochMilli(first).atZone(ZoneOffset.UTC).toLocalDate().withDayOfYear(1);
        List<Time> marks = new ArrayList<>();
        for (; millis(at) <= last; at = at.plusMonths(months)) {
            if (millis(at) >= first) {
                marks.add(new Time(millis(at), form.format(at)));
            }
        }
        return marks;
    }

    private static long millis(LocalDate date) {
        return date.atStartOfDay(ZoneOffset.UTC).toInstant().toEpochMilli();
    }
}
