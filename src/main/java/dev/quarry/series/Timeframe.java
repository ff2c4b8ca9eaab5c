package dev.quarry.series;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The length of a bar. The codes are those of the exchanges and of the REST contract. Case does not matter ("1H")
 * except where it changes the meaning: exchanges write minutes as {@code m} and months as {@code M}, and there are no
 * bars of months here, whose lengths differ.
 */
public enum Timeframe {
    M1("1m", 1),
    M3("3m", 3),
    M5("5m", 5),
    M15("15m", 15),
    M30("30m", 30),
    H1("1h", 60),
    H2("2h", 120),
    H4("4h", 240),
    H6("6h", 360),
    H12("12h", 720),
    D1("1d", 1440),
    D3("3d", 4320),
    W1("1w", 10080);

    private static final Pattern MONTHS = Pattern.compile("[0-9]+ ?(M|(?i:mo|mon|mth|months?))");

    private final String code;
    private final long millis;

    Timeframe(String code, int minutes) {
        this.code = code;
        this.millis = minutes * 60_000L;
    }

    /** The text by which the timeframe is named everywhere outside the code, such as {@code 30m}. */
    public String code() {
        return code;
    }

    /** The length of one bar in milliseconds. */
    public long millis() {
        return millis;
    }

    /** Bars in a year of 365 days, the factor that annualises the reference's ratios (SPEC F). */
    public double barsPerYear() {
        return 365.0 * 24.0 / (millis / 3_600_000.0);
    }

    /** The timeframe of that code, whatever the case of hours, days and weeks; empty when there is none. */
    public static Optional<Timeframe> of(String code) {
        if (code == null || isMonths(code)) {
            return Optional.empty();
        }
        String normalised = code.trim().toLowerCase(Locale.ROOT);
        return Arrays.stream(values()).filter(t -> t.code.equals(normalised)).findFirst();
    }

    /** What is wrong with a text as a timeframe's code, worded to follow the field's name; empty when it is a code. */
    public static Optional<String> fault(String code) {
        if (of(code).isPresent()) {
            return Optional.empty();
        }
        String rule = "must be one of " + String.join(", ", codes());
        return Optional.of(
                code == null || !isMonths(code)
                        ? rule
                        : rule + "; \"" + code.trim()
                                + "\" means months, and bars of months are not kept (minutes are written with a small m: "
                                + M1.code + ")");
    }

    private static boolean isMonths(String code) {
        return MONTHS.matcher(code.trim()).matches();
    }

    /** Every code, shortest bar first. */
    public static List<String> codes() {
        return Arrays.stream(values()).map(Timeframe::code).toList();
    }
}
