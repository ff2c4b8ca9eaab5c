package dev.quarry.optimisation;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.quarry.platform.json.Described;
import dev.quarry.sweep.CombinationResult;
import dev.quarry.sweep.Grid;
import dev.quarry.sweep.Metric;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A result in the form that the reference's clients read. They take each field of a record that they do not know for a
 * parameter, so fields that the reference does not have are kept beside the records.
 *
 * @param columns the names, in order
 * @param records one object for each row with these columns and no other
 * @param extras one object for each record, in the same order, with further fields; {@code <column>_infinite} tells
 *     whether a null there stands for infinity, {@code max_mark_to_market_drawdown} is the greatest fall of the equity
 *     with open positions in percent
 */
public record Table(
        @Described("Names of the fields of the records, in order")
        List<String> columns,

        @Described(value = "The rows, the best first", shape = ResultRow.class)
        List<Map<String, Object>> records,

        @Described("What more is known of each, at the same place")
        List<RowExtra> extras) {

    /** The ranked rows of a grid search: the varied parameters, then the figures. */
    static Table ranked(Grid grid, List<CombinationResult> best) {
        List<String> columns = new ArrayList<>(grid.names());
        columns.addAll(Metric.names());
        return new Table(
                columns,
                best.stream().map(CombinationResult::row).toList(),
                best.stream().map(Table::extra).toList());
    }

    private static RowExtra extra(CombinationResult result) {
        return RowExtra.ranked(
                result.statistics().profitFactorInfinite(), result.statistics().markToMarketMaxDrawdownPercent());
    }

    /** Further fields of a row; those that its kind of row does not have are absent. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record RowExtra(
            @Described("Whether a null profit_factor stands for infinity")
            Boolean profitFactorInfinite,

            @Described("Greatest fall of the equity with open positions, percent")
            Double maxMarkToMarketDrawdown,

            @Described("Whether a null train_metric stands for infinity")
            Boolean trainMetricInfinite,

            @Described("Whether a null test_profit_factor stands for infinity")
            Boolean testProfitFactorInfinite,

            @Described("Greatest fall of the equity with open positions in the test window, percent")
            Double testMaxMarkToMarketDrawdown) {

        static final RowExtra NONE = new RowExtra(null, null, null, null, null);

        static RowExtra ranked(boolean profitFactorInfinite, double maxMarkToMarketDrawdown) {
            return new RowExtra(profitFactorInfinite, maxMarkToMarketDrawdown, null, null, null);
        }

        static RowExtra fold(
                boolean trainMetricInfinite, boolean testProfitFactorInfinite, double testMaxMarkToMarketDrawdown) {
            return new RowExtra(null, null, trainMetricInfinite, testProfitFactorInfinite, testMaxMarkToMarketDrawdown);
        }

        static RowExtra split(boolean trainMetricInfinite) {
            return new RowExtra(null, null, trainMetricInfinite, null, null);
        }
    }
}
