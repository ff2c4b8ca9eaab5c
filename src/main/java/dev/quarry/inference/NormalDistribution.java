package dev.quarry.inference;

/** The standard normal distribution, to about the precision of a double. */
public final class NormalDistribution {

    private static final double ONE_OVER_ROOT_TWO_PI = 0.398942280401432677939946059934;

    // W. J. Cody (1993), "Algorithm 715: SPECFUN", ACM Transactions on Mathematical Software 19, 22-32, function ANORM.
    // Rational approximations, highest power first.
    private static final double CENTRE_END = 0.67448975;
    private static final double[] CENTRE_NUMERATOR = {
        0.065682337918207449113,
        2.2352520354606839287,
        161.02823106855587881,
        1067.6894854603709582,
        18154.981253343561249
    };
    private static final double[] CENTRE_DENOMINATOR = {
        1, 47.20258190468824187, 976.09855173777669322, 10260.932208618978205, 45507.789335026729956
    };
    private static final double SHOULDER_END = Math.sqrt(32);
    private static final double[] SHOULDER_NUMERATOR = {
        1.0765576773720192317e-8,
        0.39894151208813466764,
        8.8831497943883759412,
        93.506656132177855979,
        597.27027639480026226,
        2494.5375852903726711,
        6848.1904505362823326,
        11602.651437647350124,
        9842.7148383839780218
    };
    private static final double[] SHOULDER_DENOMINATOR = {
        1,
        22.266688044328115691,
        235.38790178262499861,
        1519.377599407554805,
        6485.558298266760755,
        18615.571640885098091,
        34900.952721145977266,
        38912.003286093271411,
        19685.429676859990727
    };
    private static final double[] TAIL_NUMERATOR = {
        0.02307344176494017303,
        0.21589853405795699,
        0.1274011611602473639,
        0.022235277870649807,
        0.001421619193227893466,
        2.9112874951168792e-5
    };
    private static final double[] TAIL_DENOMINATOR = {
        1,
        1.28426009614491121,
        0.468238212480865118,
        0.0659881378689285515,
        0.00378239633202758244,
        7.29751555083966205e-5
    };

    private NormalDistribution() {}

    /**
     * The probability of a value of at most {@code x}. Cody (1993), ANORM; relative error below 1e-15 in the centre and
     * about 1e-14 in the lower tail.
     */
    public static double cdf(double x) {
        double distance = Math.abs(x);
        if (distance <= CENTRE_END) {
            double square = x * x;
            return 0.5 + x * polynomial(CENTRE_NUMERATOR, square) / polynomial(CENTRE_DENOMINATOR, square);
        }
        if (Double.isNaN(x)) {
            return Double.NaN;
        }
        double tail = tail(distance);
        return x < 0 ? tail : 1 - tail;
    }

    private static double tail(double distance) {
        if (distance > 40) {
            return 0;
        }
        double scale;
        if (distance <= SHOULDER_END) {
            scale = polynomial(SHOULDER_NUMERATOR, distance) / polynomial(SHOULDER_DENOMINATOR, distance);
        } else {
            double inverse = 1 / (distance * distance);
            double correction = inverse * polynomial(TAIL_NUMERATOR, inverse) / polynomial(TAIL_DENOMINATOR, inverse);
            scale = (ONE_OVER_ROOT_TWO_PI - correction) / distance;
        }
        // exp(-d²/2) in two factors, the first of which has an exact exponent: no digits are lost far out.
        double coarse = Math.floor(distance * 16) / 16;
        double rest = (distance - coarse) * (distance + coarse);
        return Math.exp(-coarse * coarse / 2) * Math.exp(-rest / 2) * scale;
    }

    /**
     * The value that is exceeded with probability 1 − {@code probability}; minus infinity at 0, infinity at 1. For a
     * probability close to 1 ask for the negative quantile of the upper tail instead, which has more digits.
     *
     * @throws IllegalArgumentException when {@code probability} is outside 0..1
     */
    public static double quantile(double probability) {
        if (probability < 0 || probability > 1) {
            throw new IllegalArgumentException("a probability lies between 0 and 1, not at " + probability);
        }
        return NormalQuantile.of(probability);
    }

    /** Horner's rule, highest power first. */
    static double polynomial(double[] coefficients, double x) {
        double value = coefficients[0];
        for (int i = 1; i < coefficients.length; i++) {
            value = value * x + coefficients[i];
        }
        return value;
    }
}
