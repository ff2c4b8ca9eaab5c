package dev.quarry.marketdata.file.text;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** Writes typed values in the form that a text table would have. */
public final class CellText {

    private static final long SECONDS_A_DAY = 86_400;
    private static final int NANOS = 1_000_000_000;

    private CellText() {}

    /**
     * A point in time, or a local time where the zone is null.
     *
     * @param perSecond how many units there are per second
     */
    public static String time(long value, long perSecond, ZoneId zone) {
        long seconds = Math.floorDiv(value, perSecond);
        long nanos = Math.floorMod(value, perSecond) * (NANOS / perSecond);
        ZoneOffset offset = zone == null
                ? null
                : zone instanceof ZoneOffset fixed ? fixed : zone.getRules().getOffset(Instant.ofEpochSecond(seconds));
        long local = seconds + (offset == null ? 0 : offset.getTotalSeconds());
        int clock = (int) Math.floorMod(local, SECONDS_A_DAY);
        StringBuilder text = new StringBuilder(35).append(LocalDate.ofEpochDay(Math.floorDiv(local, SECONDS_A_DAY)));
        two(text.append(' '), clock / 3600);
        two(text.append(':'), clock / 60 % 60);
        two(text.append(':'), clock % 60);
        if (nanos > 0) {
            text.append('.').append(String.valueOf(NANOS + nanos), 1, 10);
        }
        return offset == null ? text.toString() : text.append(offset.getId()).toString();
    }

    private static void two(StringBuilder text, int number) {
        text.append((char) ('0' + number / 10)).append((char) ('0' + number % 10));
    }

    public static String date(long epochDay) {
        return LocalDate.ofEpochDay(epochDay).toString();
    }

    /** A decimal number, given as a whole number and its number of decimals. */
    public static String decimal(BigInteger unscaled, int scale) {
        return new BigDecimal(unscaled, scale).toPlainString();
    }
}
