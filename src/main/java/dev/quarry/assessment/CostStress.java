package dev.quarry.assessment;

import dev.quarry.engine.Backtest;
import dev.quarry.engine.IndicatorCache;
import dev.quarry.engine.StrategyParameters;

/**
 * What is left of the return when trading costs more than assumed.
 *
 * @param commission the run's commission, a fraction of the notional for each leg
 * @param returnPercentAt1x total return, percent, at that commission
 * @param returnPercentAt2x the same at twice as much
 * @param returnPercentAt3x the same at three times as much
 */
public record CostStress(
        double commission, double returnPercentAt1x, double returnPercentAt2x, double returnPercentAt3x) {

    static CostStress of(IndicatorCache cache, StrategyParameters parameters, double returnPercent) {
        return new CostStress(
                parameters.account().commission(),
                returnPercent,
                returnPercent(cache, parameters, 2),
                returnPercent(cache, parameters, 3));
    }

    private static double returnPercent(IndicatorCache cache, StrategyParameters parameters, int times) {
        StrategyParameters.Account a = parameters.account();
        StrategyParameters dearer = parameters.with(new StrategyParameters.Account(
                a.cash(),
                a.commission() * times,
                a.mode(),
                a.dailyLossLimitPercent(),
                a.riskPercent(),
                a.maxLeverage(),
                a.maintenanceMarginPercent(),
                a.maxMarginUtilizationPercent(),
                a.slippagePercent(),
                a.fundingRate()));
        return Backtest.statistics(cache, dearer).totalReturnPercent();
    }
}
