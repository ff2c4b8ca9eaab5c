package dev.quarry.patterns;

import java.math.BigDecimal;
import java.math.RoundingMode;

/** Rounding as the reference does it: half to even on the exact binary value, so 0.125 to 0.12 and 2.675 to 2.67. */
final class Rounding {

    private Rounding() {}

    static double round(double value, int decimals) {
        return exact(value, decimals).doubleValue();
    }

    /** The rounded value with exactly that many decimals. */
    static String text(double value, int decimals) {
        return exact(value, decimals).toPlainString();
    }

    /** The shortest text of a rounded value, with at least one decimal: 68.34, 60.0. */
    static String shortText(double value) {
        BigDecimal shortest = BigDecimal.valueOf(value).stripTrailingZeros();
        return (shortest.scale() < 1 ? shortest.setScale(1, RoundingMode.UNNECESSARY) : shortest).toPlainString();
    }

    private static BigDecimal exact(double value, int decimals) {
        return new BigDecimal(value).setScale(decimals, RoundingMode.HALF_EVEN);
    }
}
