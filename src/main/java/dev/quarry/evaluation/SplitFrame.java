package dev.quarry.evaluation;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.function.IntFunction;

/**
 * Writes a table as JSON text in pandas' "split" orientation: {@code {"columns":[…],"index":[…],"data":[[…]]}}. Numbers
 * are rounded to ten decimals as the reference's are, those below one to twelve significant digits, so that a price of
 * 1e-8 is as exact as one of 100; NaN and infinities are null, times are ISO-8601 with milliseconds and Z.
 */
final class SplitFrame {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

    private static final int DECIMALS = 10;

    /** Below this a number with ten decimals still fits the 53 bits of a double's significand. */
    private static final double EXACT_BELOW = 900_000;

    private static final double SCALE = 1e10;

    private static final int DIGITS = 12;

    /** From here on {@link #small} finds its power of ten in the table; smaller numbers are written unrounded. */
    private static final double MIN = 1e-60;

    /** Below this numbers are written with an exponent. */
    private static final double MIN_PLAIN = 1e-6;

    private static final double[] POWERS = powers();

    private final StringBuilder json = new StringBuilder();

    private SplitFrame() {}

    /** A column: its name and its value in each row, a {@link Double}, {@link Integer}, {@link String} or null. */
    record Column(String name, IntFunction<Object> value) {

        static Column of(String name, double[] values) {
            return new Column(name, row -> values[row]);
        }
    }

    /**
     * @param index what labels each row, an {@link Integer} or {@link String}
     * @param rows the number of rows
     */
    static String write(List<Column> columns, IntFunction<Object> index, int rows) {
        SplitFrame frame = new SplitFrame();
        frame.list("{\"columns\":[", columns.size(), i -> columns.get(i).name());
        frame.list(",\"index\":[", rows, index);
        frame.json.append(",\"data\":[");
        for (int row = 0; row < rows; row++) {
            int at = row;
            frame.list(row == 0 ? "[" : ",[", columns.size(), i -> columns.get(i)
                    .value()
                    .apply(at));
        }
        return frame.json.append("]}").toString();
    }

    /** A time in milliseconds since the epoch as pandas writes it. */
    static String time(long millis) {
        return TIME.format(Instant.ofEpochMilli(millis));
    }

    private void list(String opening, int size, IntFunction<Object> values) {
        json.append(opening);
        for (int i = 0; i < size; i++) {
            if (i > 0) {
                json.append(',');
            }
            value(values.apply(i));
        }
        json.append(']');
    }

    private void value(Object value) {
        if (value instanceof Double number) {
            number(number);
        } else if (value instanceof String text) {
            // Only names, times and codes come here, none of which needs escaping.
            json.append('"').append(text).append('"');
        } else {
            json.append(value);
        }
    }

    private void number(double value) {
        if (!Double.isFinite(value)) {
            json.append("null");
        } else if (value != 0 && Math.abs(value) < 1) {
            small(value);
        } else if (Math.abs(value) < EXACT_BELOW) {
            scaled(Math.round(value * SCALE));
        } else {
            BigDecimal rounded = new BigDecimal(value)
                    .setScale(DECIMALS, RoundingMode.HALF_EVEN)
                    .stripTrailingZeros();
            json.append(rounded.setScale(Math.max(1, rounded.scale())).toPlainString());
        }
    }

    /** A number between 0 and 1: its first digits, behind zeros or before an exponent. */
    private void small(double value) {
        double magnitude = Math.abs(value);
        if (magnitude < MIN) {
            json.append(value);
            return;
        }
        int zeros = 0;
        while (magnitude * POWERS[zeros + 1] < 1) {
            zeros++;
        }
        long units = Math.round(magnitude * POWERS[zeros + DIGITS]);
        String digits = Long.toString(units);
        if (digits.length() > DIGITS) {
            // 0.0999…: rounding has made one zero less of it.
            digits = digits.substring(0, DIGITS);
            zeros--;
        }
        int significant = DIGITS;
        while (significant > 1 && digits.charAt(significant - 1) == '0') {
            significant--;
        }
        if (value < 0) {
            json.append('-');
        }
        if (zeros < 0) {
            json.append("1.0");
        } else if (magnitude >= MIN_PLAIN) {
            json.append("0.").append("0".repeat(zeros)).append(digits, 0, significant);
        } else {
            json.append(digits.charAt(0)).append('.').append(significant == 1 ? "0" : digits.substring(1, significant));
            json.append("e-").append(zeros + 1);
        }
    }

    private static double[] powers() {
        double[] powers = new double[80];
        for (int i = 0; i < powers.length; i++) {
            powers[i] = Double.parseDouble("1e" + i);
        }
        return powers;
    }

    private void scaled(long units) {
        if (units < 0) {
            json.append('-');
        }
        long magnitude = Math.abs(units);
        json.append(magnitude / (long) SCALE).append('.');
        String decimals = Long.toString(magnitude % (long) SCALE);
        json.append("0".repeat(DECIMALS - decimals.length())).append(decimals);
        while (json.charAt(json.length() - 1) == '0' && json.charAt(json.length() - 2) != '.') {
            json.setLength(json.length() - 1);
        }
    }
}
