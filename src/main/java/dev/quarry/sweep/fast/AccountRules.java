package dev.quarry.sweep.fast;

import dev.quarry.engine.SharedSettings;
import dev.quarry.engine.StopFill;
import dev.quarry.engine.StrategyParameters.Account;
import dev.quarry.engine.StrategyParameters.Stop;
import dev.quarry.engine.TradeMode;
import dev.quarry.strategy.ParameterReader;
import java.util.Map;

/**
 * What the money of a run depends on, with everything that has no effect set to 0: two runs with equal rules, entries and
 * exits are the same. A limit of 0 is off.
 *
 * @param cash equity at the start
 * @param commission fraction of the notional for each leg
 * @param simple whether the whole equity is put in, without margin
 * @param sizedByStop whether the distance of the stop says how large a position is
 * @param dailyLossLimitPercent realised loss of a UTC day after which nothing is opened on it
 * @param riskPercent equity at risk between entry and stop; 0 means one unit a trade
 * @param maxLeverage greatest notional as a multiple of equity
 * @param maintenanceFraction maintenance margin as a fraction of the notional
 * @param liquidatesLikeStop whether a liquidation fills by the rule of gap-aware stops
 * @param maxUtilizationPercent greatest used margin in percent of equity
 * @param slippagePercent by which fills are worse
 * @param fundingRate fraction of the entry notional that longs pay to shorts every eight hours
 */
record AccountRules(
        double cash,
        double commission,
        boolean simple,
        boolean sizedByStop,
        double dailyLossLimitPercent,
        double riskPercent,
        double maxLeverage,
        double maintenanceFraction,
        boolean liquidatesLikeStop,
        double maxUtilizationPercent,
        double slippagePercent,
        double fundingRate) {

    /** The rules of these raw values. */
    static AccountRules of(Map<String, ?> raw, double defaultCommission) {
        ParameterReader reader = new ParameterReader(raw);
        Stop stop = SharedSettings.stop(reader);
        Account account = SharedSettings.account(reader, defaultCommission, SharedSettings.direction(reader));
        boolean simple = account.mode() == TradeMode.SIMPLE;
        boolean sizedByStop = !simple && stop.enabled();
        double maintenance = simple ? 0 : account.maintenanceMarginPercent().orElse(0) / 100;
        double leverage = simple ? 0 : account.maxLeverage().orElse(0);
        return new AccountRules(
                account.cash(),
                account.commission(),
                simple,
                sizedByStop,
                account.dailyLossLimitPercent().orElse(0),
                sizedByStop ? account.riskPercent() : 0,
                leverage,
                maintenance,
                maintenance > 0 && stop.fill() == StopFill.GAP_AWARE,
                leverage > 0 ? account.maxMarginUtilizationPercent().orElse(0) : 0,
                account.slippagePercent(),
                account.fundingRate());
    }
}
