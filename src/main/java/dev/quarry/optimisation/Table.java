package dev.quarry.optimisation;

import dev.quarry.sweep.CombinationResult;
import dev.quarry.sweep.Grid;
import dev.quarry.sweep.Metric;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A result as the reference's clients read it.
 *
 * @param columns the names, in order
 * @param records one object for each row; beside the columns it tells by a flag where a null stands for an infinite
 *     profit factor
 */
public record Table(List<String> columns, List<Map<String, Object>> records) {

    /** The ranked rows of a grid search: the varied parameters, then the figures. */
    static Table ranked(Grid grid, List<CombinationResult> best) {
        List<String> columns = new ArrayList<>(grid.names());
        columns.addAll(Metric.names());
        return new Table(columns, best.stream().map(Table::record).toList());
    }

    private static Map<String, Object> record(CombinationResult result) {
        Map<String, Object> row = result.row();
        row.put("profit_factor_infinite", result.statistics().profitFactorInfinite());
        return row;
    }
}
