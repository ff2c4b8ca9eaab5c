package dev.quarry.patterns;

import dev.quarry.ledger.tally.ValueTally;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;

/**
 * A closed range of numbers, its ends rounded to two decimals.
 *
 * @param low the smallest number in it
 * @param high the largest number in it
 */
record ValueRange(double low, double high) {

    /** Enough digits that the only rounding is that to a double. */
    private static final MathContext DIGITS = new MathContext(60);

    /**
     * One sample standard deviation to each side of the mean over the winners; a tenth of the mean where there is no
     * spread. Sums are exact, as in Python's {@code statistics} module, since a last bit decides how the ends round.
     */
    static ValueRange around(List<ValueTally> winners) {
        BigDecimal count = BigDecimal.ZERO;
        BigDecimal sum = BigDecimal.ZERO;
        BigDecimal squares = BigDecimal.ZERO;
        for (ValueTally tally : winners) {
            BigDecimal weight = BigDecimal.valueOf(tally.runs().winners());
            BigDecimal value = new BigDecimal(tally.value().doubleValue());
            count = count.add(weight);
            sum = sum.add(value.multiply(weight));
            squares = squares.add(value.multiply(value).multiply(weight));
        }
        double mean = sum.divide(count, DIGITS).doubleValue();
        double deviation = deviation(count, sum, squares);
        return deviation > 0
                ? new ValueRange(Rounding.round(mean - deviation, 2), Rounding.round(mean + deviation, 2))
                : new ValueRange(Rounding.round(mean * 0.9, 2), Rounding.round(mean * 1.1, 2));
    }

    private static double deviation(BigDecimal count, BigDecimal sum, BigDecimal squares) {
        if (count.compareTo(BigDecimal.ONE) <= 0) {
            return 0;
        }
        BigDecimal spread = count.multiply(squares).subtract(sum.multiply(sum));
        BigDecimal variance = spread.divide(count.multiply(count.subtract(BigDecimal.ONE)), DIGITS);
        return variance.sqrt(DIGITS).doubleValue();
    }

    boolean contains(double value) {
        return low <= value && value <= high;
    }

    /** The form in a rule's condition: {@code 68.34-72.1}. */
    @Override
    public String toString() {
        return Rounding.shortText(low) + "-" + Rounding.shortText(high);
    }
}
