package dev.quarry.assessment;

import dev.quarry.engine.Performance;
import dev.quarry.inference.ConfidenceInterval;
import dev.quarry.inference.Verdict;

/**
 * How far the winner of a search may be trusted. Probabilities are 0..1; what cannot be computed is NaN; a track record
 * that no length would settle is infinite.
 *
 * @param verdict in one sentence
 * @param trades closed trades
 * @param performance on mark-to-market equity
 * @param luckProbability how often a search among worthless strategies finds one as good
 *     ({@link SearchSample#luckProbability})
 * @param probabilisticSharpe probability that the true Sharpe ratio is above 0
 * @param deflatedSharpe probability that it is above what the best of all trials without skill would show
 * @param trials how many were made, one by one
 * @param effectiveTrials how many independent ones they amount to, see {@link SearchSample#trials}
 * @param luckSharpe yearly Sharpe ratio that the best of that many trials without skill would be expected to show
 * @param trackRecordDays calendar days of returns like these after which the true Sharpe ratio is above 0 with 95
 *     percent
 * @param deflatedTrackRecordDays the same for above {@code luckSharpe}
 * @param sample the search as a whole: overfitting and data snooping
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
        SearchSample sample,
        ConfidenceInterval returnPercent,
        ConfidenceInterval yearlySharpe,
        ConfidenceInterval drawdownPercent,
        CostStress costs,
        Holding holding,
        Rotation rotation,
        long seed) {}
