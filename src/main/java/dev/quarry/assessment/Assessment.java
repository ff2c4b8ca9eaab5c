package dev.quarry.assessment;

import dev.quarry.engine.Performance;
import dev.quarry.inference.ConfidenceInterval;
import dev.quarry.inference.Verdict;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * How far the winner of a search may be trusted. Probabilities are 0..1; what cannot be told is NaN; a track record that
 * no length would settle is infinite.
 *
 * @param verdict in one sentence
 * @param trades closed trades
 * @param performance on mark-to-market equity
 * @param luckProbability how often a search among worthless strategies finds one as good ({@link SearchSample#luckProbability})
 * @param probabilisticSharpe probability that the true Sharpe ratio is above 0
 * @param deflatedSharpe probability that it is above what the best of all trials without skill would show
 * @param trials how many were made, one by one
 * @param effectiveTrials how many independent ones they amount to, see {@link SearchSample#trials}
 * @param luckSharpe yearly Sharpe ratio that the best of that many trials without skill would be expected to show
 * @param trackRecordDays calendar days of returns like these after which the true Sharpe ratio is above 0 with 95 percent
 * @param deflatedTrackRecordDays the same for above {@code luckSharpe}
 * @param peers the search as a whole: overfitting and data snooping
 * @param returnPercent total return with its 95 percent interval
 * @param yearlySharpe yearly Sharpe ratio of daily returns with its 95 percent interval
 * @param drawdownPercent deepest drawdown of the days' ends with its 95 percent interval
 * @param costs at 1, 2 and 3 times the commission
 * @param holding of the asset over the same bars
 * @param rotation of its positions against the prices
 * @param seed of everything random
 */
public record Assessment(
        Verdict verdict,
        int trades,
        Performance performance,
        double luckProbability,
        double probabilisticSharpe,
        double deflatedSharpe,
        long trials,
        double effectiveTrials,
        double luckSharpe,
        double trackRecordDays,
        double deflatedTrackRecordDays,
        SearchSample peers,
        ConfidenceInterval returnPercent,
        ConfidenceInterval yearlySharpe,
        ConfidenceInterval drawdownPercent,
        CostStress costs,
        Holding holding,
        Rotation rotation,
        long seed) {

    /** Everything under its name in the REST contract; names in {@code _pct} are percent. Doubles may not be finite. */
    public Map<String, Object> toMap() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put(
                "verdict",
                entries("outcome", verdict.outcome().name().toLowerCase(Locale.ROOT), "sentence", verdict.sentence()));
        map.put("trades", trades);
        map.putAll(performance.toMap());
        map.put("luck_probability", luckProbability);
        map.put("probabilistic_sharpe", probabilisticSharpe);
        map.put("deflated_sharpe", deflatedSharpe);
        map.put("trials", trials);
        map.put("effective_trials", effectiveTrials);
        map.put("luck_yearly_sharpe", luckSharpe);
        map.put("min_track_record_days", trackRecordDays);
        map.put("min_track_record_days_deflated", deflatedTrackRecordDays);
        map.put("overfitting_probability", peers.overfitting().probability());
        map.put("spa_p_value", peers.superiority().consistent());
        map.put("reality_check_p_value", peers.superiority().realityCheck());
        map.put("peers", peersMap());
        map.put("total_return_pct", interval(returnPercent));
        map.put("yearly_sharpe", interval(yearlySharpe));
        map.put("max_drawdown_pct", interval(drawdownPercent));
        map.put(
                "cost_stress",
                entries(
                        "commission", costs.commission(),
                        "total_return_pct_1x", costs.returnPercentAt1x(),
                        "total_return_pct_2x", costs.returnPercentAt2x(),
                        "total_return_pct_3x", costs.returnPercentAt3x()));
        map.put(
                "buy_and_hold",
                entries("total_return_pct", holding.returnPercent(), "max_drawdown_pct", holding.maxDrawdownPercent()));
        map.put(
                "rotation",
                entries(
                        "shifts", rotation.shifts(),
                        "p_value", rotation.pValue(),
                        "gain_pct", rotation.gainPercent(),
                        "gain_pct_5", rotation.gainPercentAt5(),
                        "gain_pct_50", rotation.gainPercentAt50(),
                        "gain_pct_95", rotation.gainPercentAt95()));
        map.put("method", Assessor.METHOD);
        map.put("seed", seed);
        return map;
    }

    /**
     * With what was assessed.
     *
     * @param combination the parameters that vary
     * @param tradesOfBest how many trades the best one of the search has, where another was taken because those are too few
     *     for a verdict; 0 where it is the best one
     */
    public static Map<String, Object> of(
            Map<String, Object> assessment, Map<String, Object> combination, int tradesOfBest) {
        Map<String, Object> map = new LinkedHashMap<>(assessment);
        map.put("assessed_params", combination);
        if (tradesOfBest > 0) {
            map.put(
                    "assessed_instead",
                    String.format(
                            Locale.ROOT,
                            "The best one has %d %s, too few for a verdict: this is of the best one with %d or more.",
                            tradesOfBest,
                            tradesOfBest == 1 ? "trade" : "trades",
                            Verdict.FEWEST_TRADES));
        }
        return map;
    }

    private Map<String, Object> peersMap() {
        return entries(
                "search_size", peers.searchSize(),
                "distinct", Math.round(peers.distinct()),
                "distinct_tried", Math.round(peers.distinctTried()),
                "sampled", peers.sampled(),
                "failed", peers.failed(),
                "average_correlation", peers.averageCorrelation(),
                "degradation_slope", peers.overfitting().degradationSlope(),
                "probability_of_loss", peers.overfitting().probabilityOfLoss());
    }

    private static Map<String, Object> interval(ConfidenceInterval interval) {
        return entries(
                "estimate", interval.estimate(),
                "lower", interval.lower(),
                "upper", interval.upper(),
                "confidence", interval.confidence());
    }

    static Map<String, Object> entries(Object... namesAndValues) {
        Map<String, Object> map = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            map.put((String) namesAndValues[i], namesAndValues[i + 1]);
        }
        return map;
    }
}
