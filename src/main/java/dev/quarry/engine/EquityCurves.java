package dev.quarry.engine;

import dev.quarry.series.Bars;
import java.util.Arrays;
import java.util.List;

/** The equity at each bar, computed from the trades. */
final class EquityCurves {

    private EquityCurves() {}

    /**
     * Realised equity at the start of each bar, as the reference has it: an exit shows from the bar after it on, so that
     * one on the last bar never does.
     */
    static double[] realised(Bars bars, double cash, List<Trade> trades) {
        double[] curve = new double[bars.size()];
        int from = 0;
        double equity = cash;
        for (Trade trade : trades) {
            int to = Math.min(trade.exitBar() + 1, curve.length);
            Arrays.fill(curve, from, to, equity);
            from = to;
            equity = trade.equityAfter();
        }
        Arrays.fill(curve, from, curve.length, equity);
        return curve;
    }

    /**
     * Equity at the close of each bar, an open position valued at that close less the commission of its entry and the
     * funding due so far; the commission of the exit comes with the exit. The last value is the final equity.
     */
    static double[] markToMarket(Bars bars, StrategyParameters parameters, List<Trade> trades) {
        Funding funding = new Funding(bars, parameters);
        double[] curve = new double[bars.size()];
        int from = 0;
        double equity = parameters.account().cash();
        for (Trade trade : trades) {
            Arrays.fill(curve, from, trade.entryBar(), equity);
            for (int bar = trade.entryBar(); bar < trade.exitBar(); bar++) {
                curve[bar] = valued(bars, parameters.account(), funding, trade, bar);
            }
            from = trade.exitBar();
            equity = trade.equityAfter();
        }
        Arrays.fill(curve, from, curve.length, equity);
        return curve;
    }

    /** Equity at the close of a bar of that trade before its exit, as {@link #markToMarket} has it. */
    static double valued(Bars bars, StrategyParameters.Account account, Funding funding, Trade trade, int bar) {
        double gain = trade.side().gain(trade.entryPrice(), bars.close()[bar]) * trade.size();
        double paid = funding.paid(trade.side(), trade.entryBar(), bar, trade.notionalEntry());
        return trade.equityBefore() + gain - trade.notionalEntry() * account.commission() - paid;
    }
}
