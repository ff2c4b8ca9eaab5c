package dev.quarry.discovery;

import dev.quarry.ledger.query.MarketFilter;
import dev.quarry.platform.json.Described;
import dev.quarry.platform.json.Example;
import dev.quarry.platform.problem.Checked;
import dev.quarry.platform.problem.Violation;
import dev.quarry.search.MarketWindow;
import dev.quarry.strategy.ParameterReader;
import dev.quarry.sweep.search.WinCriteria;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Which stored runs are to be judged anew, and by what; all runs of the strategy when neither market nor job is named.
 *
 * @param exchange only runs on prices of that exchange; any when absent
 * @param symbol only runs on that market; any when absent
 * @param timeframe only runs on bars of that length; any when absent
 * @param startTs only runs whose range begins at that bar open; any when absent
 * @param endTs only runs whose range ends at that bar open; any when absent
 * @param jobId only runs of that discovery; any when absent
 * @param strategy only runs of that strategy; the built-in family when absent, of whatever strategy where a discovery is named
 * @param winCriteria what makes a run a winner, see {@link WinCriteria}; defaults for what is absent
 */
@Example("""
        {"win_criteria": {"min_total_return": 5, "max_drawdown": 15}, "symbol": "BTC/USD"}""")
public record ReevaluateRequest(
        @Described("Only runs on prices of that exchange; any when absent")
        String exchange,

        @Described("Only runs on that market; any when absent")
        String symbol,

        @Described(value = "Only runs on bars of that length; any when absent", oneOf = MarketWindow.TIMEFRAMES)
        String timeframe,

        @Described(
                value = "Only runs whose range begins at that bar open; any when absent",
                title = MarketWindow.START_TITLE)
        String startTs,

        @Described(
                value = "Only runs whose range ends at that bar open; any when absent",
                title = MarketWindow.END_TITLE)
        String endTs,

        @Described(value = "Only runs of that discovery; any when absent", title = "Only this discovery, its job")
        Long jobId,

        @Described(
                value = "What makes a run a winner; all of it holds",
                title = "A winner",
                shape = WinCriteriaFields.class)
        Map<String, Object> winCriteria,

        @Described(value = MarketFilter.STRATEGY, title = "Strategy")
        String strategy)
        implements Checked {

    public ReevaluateRequest {
        winCriteria = WinCriteriaFields.given(winCriteria);
    }

    @Override
    public List<Violation> violations() {
        List<Violation> violations =
                new ArrayList<>(MarketFilter.violations(strategy, exchange, symbol, timeframe, startTs, endTs));
        ParameterReader reader = new ParameterReader(winCriteria);
        WinCriteria.read(reader);
        reader.faults().forEach(fault -> violations.add(new Violation("win_criteria." + fault.name(), fault.reason())));
        return violations;
    }

    MarketFilter market() {
        String whose = strategy == null && jobId != null ? MarketFilter.EVERY_STRATEGY : strategy;
        return MarketFilter.of(whose, exchange, symbol, timeframe, startTs, endTs);
    }

    WinCriteria criteria() {
        return WinCriteria.read(new ParameterReader(winCriteria));
    }
}
