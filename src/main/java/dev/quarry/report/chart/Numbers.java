package dev.quarry.report.chart;

import java.util.Locale;

/** Numbers as people read them. */
public final class Numbers {

    private Numbers() {}

    /** With as many decimals as the size of the number makes sense of. */
    public static String plain(double value) {
        double size = Math.abs(value);
        if (size != 0 && size < 0.001) {
            return String.format(Locale.ROOT, "%.3g", value);
        }
        String text = String.format(Locale.ROOT, size >= 1_000 ? "%,.0f" : size >= 10 ? "%.1f" : "%.3f", value);
        return text.contains(".") ? text.replaceAll("\\.?0+$", "") : text;
    }

    /** With two decimals; a dash for what is no number. */
    public static String fixed(double value) {
        return Double.isFinite(value) ? String.format(Locale.ROOT, "%,.2f", value) : "–";
    }

    /** A percentage with its sign. */
    public static String signed(double percent) {
        return Double.isFinite(percent) ? String.format(Locale.ROOT, "%+,.2f%%", percent) : "–";
    }

    /** A percentage. */
    public static String percent(double percent) {
        return Double.isFinite(percent) ? fixed(percent) + "%" : "–";
    }

    /** A whole number. */
    public static String count(double value) {
        return Double.isFinite(value) ? String.format(Locale.ROOT, "%,.0f", value) : "–";
    }
}
