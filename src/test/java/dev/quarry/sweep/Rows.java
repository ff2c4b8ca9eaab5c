package dev.quarry.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quarry.engine.Golden;
import dev.quarry.engine.Statistics;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Rows of golden tables beside our own results. */
public final class Rows {

    /** A Sortino beyond this comes from a spread of losses of about 1e-17 (SPEC F, ill-conditioned). */
    private static final double ILL_CONDITIONED = 1e6;

    private Rows() {}

    public static Map<String, Object> row(List<Object> columns, Object cells) {
        Map<String, Object> row = new LinkedHashMap<>();
        for (int c = 0; c < columns.size(); c++) {
            row.put((String) columns.get(c), ((List<?>) cells).get(c));
        }
        return row;
    }

    /** Compares the figures of a row; the reference writes 999 for an infinite profit factor. */
    public static void assertFigures(Map<String, Object> expected, Statistics actual) {
        for (Metric metric : Metric.values()) {
            double wanted = Golden.number(expected.get(metric.text()));
            if (metric == Metric.PROFIT_FACTOR && wanted == 999) {
                assertThat(actual.profitFactorInfinite()).isTrue();
            } else if (metric != Metric.SORTINO_RATIO || Math.abs(wanted) < ILL_CONDITIONED) {
                Golden.assertClose(metric.text() + " of " + expected, metric.of(actual), wanted);
            }
        }
    }

    public static void assertValues(Map<String, Object> expected, Combination actual) {
        actual.values().forEach((name, value) -> assertThat(value).as(name).isEqualTo(expected.get(name)));
    }
}
