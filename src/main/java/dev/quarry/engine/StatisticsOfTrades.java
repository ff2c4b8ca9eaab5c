package dev.quarry.engine;

import dev.quarry.series.Bars;
import java.util.Arrays;
import java.util.List;

/** Computes {@link Statistics} from a list of trades that is not empty. */
final class StatisticsOfTrades {

    private final Bars bars;
    private final StrategyParameters.Account account;
    private final Funding funding;
    private final List<Trade> trades;
    private final double[] returns;

    StatisticsOfTrades(Bars bars, StrategyParameters parameters, List<Trade> trades) {
        this.bars = bars;
        this.account = parameters.account();
        this.funding = new Funding(bars, parameters);
        this.trades = trades;
        this.returns = trades.stream().mapToDouble(Trade::returnOnEquity).toArray();
    }

    Statistics statistics() {
        int wins = 0;
        double profits = 0;
        double losses = 0;
        long millisHeld = 0;
        for (Trade trade : trades) {
            double pnl = trade.realizedPnl();
            if (pnl > 0) {
                wins++;
                profits += pnl;
            } else if (pnl < 0) {
                losses += pnl;
            }
            millisHeld += trade.exitTime() - trade.entryTime();
        }
        double[] sorted = returns.clone();
        Arrays.sort(sorted);
        int n = trades.size();
        double totalReturnPercent = (trades.get(n - 1).equityAfter() / account.cash() - 1) * 100;
        double maxDrawdownPercent = maxDrawdownPercent();
        double annualisation = Math.sqrt(bars.timeframe().barsPerYear());
        double[] negative = Arrays.stream(returns).filter(r -> r < 0).toArray();
        return new Statistics(
                n,
                100.0 * wins / n,
                mean(returns) * 100,
                median(sorted) * 100,
                sorted[n - 1] * 100,
                sorted[0] * 100,
                losses == 0 ? Double.POSITIVE_INFINITY : profits / Math.abs(losses),
                (long) (millisHeld * 1e6 / n) / 1e9,
                totalReturnPercent,
                maxDrawdownPercent,
                markToMarketMaxDrawdownPercent(),
                Ratio.of(mean(returns), sampleDeviation(returns), mean(returns)) * annualisation,
                Ratio.of(mean(returns), sampleDeviation(negative), mean(negative)) * annualisation,
                maxDrawdownPercent > 0 ? totalReturnPercent / maxDrawdownPercent : 0,
                longestRun(true),
                longestRun(false));
    }

    /** The realised curve changes at exits only, and an exit on the last bar never reaches it: no curve is needed. */
    private double maxDrawdownPercent() {
        double peak = account.cash();
        double deepest = 0;
        for (Trade trade : trades) {
            if (trade.exitBar() < bars.size() - 1) {
                peak = Math.max(peak, trade.equityAfter());
                deepest = Math.max(deepest, (peak - trade.equityAfter()) / peak * 100);
            }
        }
        return deepest;
    }

    /** Between trades the equity stands still, so that the bars of the trades are enough. */
    private double markToMarketMaxDrawdownPercent() {
        double peak = account.cash();
        double deepest = 0;
        for (Trade trade : trades) {
            for (int bar = trade.entryBar(); bar < trade.exitBar(); bar++) {
                double equity = EquityCurves.valued(bars, account, funding, trade, bar);
                peak = Math.max(peak, equity);
                deepest = Math.max(deepest, (peak - equity) / peak * 100);
            }
            peak = Math.max(peak, trade.equityAfter());
            deepest = Math.max(deepest, (peak - trade.equityAfter()) / peak * 100);
        }
        return deepest;
    }

    private int longestRun(boolean ofWins) {
        int longest = 0;
        int run = 0;
        for (Trade trade : trades) {
            run = trade.realizedPnl() > 0 == ofWins ? run + 1 : 0;
            longest = Math.max(longest, run);
        }
        return longest;
    }

    private static double median(double[] sorted) {
        int half = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
    }

    private static double mean(double[] values) {
        double sum = 0;
        for (double value : values) {
            sum += value;
        }
        return sum / values.length;
    }

    /** Sample standard deviation (n − 1), in two passes; NaN for fewer than two values. */
    private static double sampleDeviation(double[] values) {
        if (values.length < 2) {
            return Double.NaN;
        }
        double mean = mean(values);
        double squares = 0;
        for (double value : values) {
            squares += (value - mean) * (value - mean);
        }
        return Math.sqrt(squares / (values.length - 1));
    }
}
