package dev.quarry.discovery;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import dev.quarry.backtest.ParameterReader;
import dev.quarry.platform.problem.Checked;
import dev.quarry.platform.problem.Violation;
import dev.quarry.runs.MarketWindow;
import dev.quarry.runs.SearchSpace;
import dev.quarry.sweep.BuiltInGrids;
import dev.quarry.sweep.Combinations;
import dev.quarry.sweep.WinCriteria;
import jakarta.validation.constraints.Min;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a discovery is asked to do. How many processes and how large batches the reference should use is accepted and
 * means nothing here.
 *
 * @param exchange see {@link MarketWindow}
 * @param symbol see {@link MarketWindow}
 * @param timeframe see {@link MarketWindow}
 * @param startTs see {@link MarketWindow}
 * @param endTs see {@link MarketWindow}
 * @param baseParams parameters that hold where the grid has none; none when absent
 * @param paramGrid the values to try, by parameter; this or {@code grid}
 * @param grid the name of a built-in grid
 * @param winCriteria what makes a run a winner, see {@link WinCriteria}; defaults for what is absent
 * @param skipTested whether runs in the ledger, on the same bars by the same engine, are not tested again; true when
 *     absent
 * @param maxCombinations tests a sample of that size when the grid has more; all when absent or 0
 * @param seed of the sample; the job's id when absent
 */
@JsonIgnoreProperties({"use_parallel", "n_workers", "batch_size", "page_limit", "sleep_mult"})
public record DiscoverRequest(
        String exchange,
        String symbol,
        String timeframe,
        String startTs,
        String endTs,
        Map<String, Object> baseParams,
        Map<String, Object> paramGrid,
        String grid,
        Map<String, Object> winCriteria,
        Boolean skipTested,
        @Min(value = 0, message = "must be at least 0") Long maxCombinations,
        Long seed)
        implements Checked {

    public DiscoverRequest {
        baseParams = baseParams == null ? Map.of() : baseParams;
        winCriteria = winCriteria == null ? Map.of() : withoutNulls(winCriteria);
        skipTested = skipTested == null ? Boolean.TRUE : skipTested;
        maxCombinations = maxCombinations == null ? Long.valueOf(0) : maxCombinations;
    }

    @Override
    public List<Violation> violations() {
        List<Violation> violations = new ArrayList<>(window().violations());
        violations.addAll(space().violations());
        ParameterReader reader = new ParameterReader(winCriteria);
        WinCriteria.read(reader);
        reader.faults().forEach(fault -> violations.add(new Violation("win_criteria." + fault.name(), fault.reason())));
        return violations;
    }

    MarketWindow window() {
        return new MarketWindow(exchange, symbol, timeframe, startTs, endTs);
    }

    SearchSpace space() {
        return new SearchSpace(baseParams, paramGrid, grid, BuiltInGrids.discovery());
    }

    WinCriteria criteria() {
        return WinCriteria.read(new ParameterReader(winCriteria));
    }

    /** The combinations to test, the same ones whenever the job is started. */
    Combinations combinations(long jobId) {
        Combinations distinct = Combinations.distinct(space().grid());
        return maxCombinations == 0 ? distinct : distinct.sample(maxCombinations, seed(jobId));
    }

    long seed(long jobId) {
        return seed == null ? jobId : seed;
    }

    /** Null means the same as absent here. */
    private static Map<String, Object> withoutNulls(Map<String, Object> given) {
        Map<String, Object> map = new LinkedHashMap<>(given);
        map.values().removeIf(value -> value == null);
        return map;
    }
}
