package dev.quarry.inference;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Locale;
import java.util.function.DoubleUnaryOperator;

/**
 * Writes figures for sentences: with their unit, with only the digits that matter, and rounded to the side on which
 * they look no better than they are, so that figures on different sides of a limit never read the same.
 */
final class Figures {

    private static final double MIN_SHARE = 0.0001;
    private static final double MAX_SHARE = 0.999;
    private static final double MONTHS_OF_YEAR = 12;
    private static final double DAYS_OF_YEAR = 365;
    private static final double ROUNDING = 1e-9;

    /** A required record that is longer than this is not mentioned. */
    private static final double LONGEST_YEARS = 100;

    private Figures() {}

    /** A share as percent, rounded up to two significant digits, three from 10 percent on: 0.000999 is 0.1%, not 1%. */
    static String percent(double share) {
        if (share > 0 && share < MIN_SHARE) {
            return "less than 0.01%";
        }
        if (share > MAX_SHARE && share < 1) {
            return "more than 99.9%";
        }
        BigDecimal percent = BigDecimal.valueOf(share)
                .movePointRight(2)
                .round(new MathContext(share < 0.1 ? 2 : 3, RoundingMode.UP));
        return percent.setScale(Math.min(percent.scale(), 2), RoundingMode.UP)
                        .stripTrailingZeros()
                        .toPlainString() + "%";
    }

    /** A ratio that is required, rounded up. */
    static String needed(double ratio) {
        return twoDecimals(Math.ceil(100 * ratio - ROUNDING));
    }

    /** A ratio that was measured, rounded down. */
    static String there(double ratio) {
        return twoDecimals(Math.floor(100 * ratio + ROUNDING));
    }

    /** Two decimals; 0 is never written as −0.00. */
    private static String twoDecimals(double hundredths) {
        return text("%.2f", hundredths / 100 + 0.0);
    }

    /** The length of record that is required, rounded up; empty where it is too long to wait for. */
    static String neededRecord(double years) {
        return years > LONGEST_YEARS ? "" : record(years, Math::ceil);
    }

    /** The length of the present record, rounded down. */
    static String recordThere(double years) {
        return record(years, Math::floor);
    }

    private static String record(double years, DoubleUnaryOperator rounded) {
        double towards = rounded.applyAsDouble(0.5) - 0.5;
        double exact = years - Math.signum(towards) * ROUNDING;
        if (exact >= 1) {
            return text("%.1f years", rounded.applyAsDouble(10 * exact) / 10);
        }
        if (exact * MONTHS_OF_YEAR >= 2) {
            return text("%.0f months", rounded.applyAsDouble(MONTHS_OF_YEAR * exact));
        }
        return text("%.0f days", Math.max(2, rounded.applyAsDouble(DAYS_OF_YEAR * exact)));
    }

    /** A number with the singular or plural of what is counted. */
    static String count(long number, String one, String many) {
        return text("%,d %s", number, number == 1 ? one : many);
    }

    private static String text(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}
