package dev.quarry.assessment;

import dev.quarry.engine.Trade;
import dev.quarry.inference.NullDistribution;
import dev.quarry.inference.ReturnStatistics;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;

/**
 * The same trades in other orders: each keeps its return on the equity at its entry, so the total return stays and only
 * the falls of equity on the way differ. Drawdowns are of the equity after each trade, in percent of its peak.
 *
 * @param draws how many orders were drawn, all equally likely; 0 without trades
 * @param trades how many there are
 * @param drawdownPercent the drawdown in the actual order; NaN without trades
 * @param drawdownPercentAt50 median over the orders
 * @param drawdownPercentAt95 exceeded in one of twenty
 * @param shareAsDeep share of orders whose drawdown is at least as deep as the actual one, 0..1
 */
record TradeShuffle(
        int draws,
        int trades,
        double drawdownPercent,
        double drawdownPercentAt50,
        double drawdownPercentAt95,
        double shareAsDeep) {

    private static final int FEWEST_DRAWS = 200;

    /** The most trades that are moved in all: less than a second of work. */
    private static final int MOVES_IN_ALL = 50_000_000;

    static TradeShuffle of(List<Trade> trades, int draws, long seed, Runnable checkpoint) {
        return of(
                trades.stream()
                        .mapToDouble(Trade::returnOnEquity)
                        .filter(value -> !Double.isNaN(value))
                        .toArray(),
                draws,
                seed,
                checkpoint);
    }

    static TradeShuffle of(double[] returns, int draws, long seed, Runnable checkpoint) {
        double[] order = returns.clone();
        int most = returns.length == 0 ? 0 : Math.max(FEWEST_DRAWS, MOVES_IN_ALL / returns.length);
        double[] drawdowns = new double[Math.min(draws, most)];
        double own = returns.length == 0 ? Double.NaN : 100 * ReturnStatistics.maxDrawdown(returns);
        int asDeep = 0;
        SplittableRandom random = new SplittableRandom(seed);
        for (int draw = 0; draw < drawdowns.length; draw++) {
            checkpoint.run();
            for (int i = order.length - 1; i > 0; i--) {
                int other = random.nextInt(i + 1);
                double moved = order[i];
                order[i] = order[other];
                order[other] = moved;
            }
            drawdowns[draw] = 100 * ReturnStatistics.maxDrawdown(order);
            // The products of another order differ in the last digits.
            asDeep += drawdowns[draw] >= own - 1e-9 ? 1 : 0;
        }
        NullDistribution all = NullDistribution.of(drawdowns);
        return new TradeShuffle(
                drawdowns.length,
                returns.length,
                own,
                all.quantile(0.5),
                all.quantile(0.95),
                (double) asDeep / drawdowns.length);
    }

    String sentence() {
        if (draws == 0) {
            return "There are no trades to shuffle.";
        }
        return String.format(
                Locale.ROOT,
                "In another order its %,d trades fall by %.1f%% at the median and by more than %.1f%% in one case of twenty;"
                        + " as they came, by %.1f%%. Next: reckon with the deeper one before choosing a size.",
                trades,
                drawdownPercentAt50,
                drawdownPercentAt95,
                drawdownPercent);
    }
}
