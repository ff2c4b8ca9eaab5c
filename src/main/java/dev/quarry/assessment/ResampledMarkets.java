package dev.quarry.assessment;

import dev.quarry.engine.IndicatorCache;
import dev.quarry.engine.StrategyParameters;
import dev.quarry.engine.Trade;
import dev.quarry.inference.NullDistribution;
import dev.quarry.inference.StationaryBootstrap;
import dev.quarry.series.Bars;
import java.util.List;
import java.util.Locale;

/**
 * The winner on markets that are put together from stretches of its own: each bar keeps its open, high, low and close
 * relative to the close before it, and stretches of bars follow one another in a random order (the stationary bootstrap
 * of Politis and Romano 1994). What happens within a stretch is kept, so an edge that is shorter than a stretch
 * survives; the few moments that a result depends on occur sometimes often and sometimes not at all. The stretches are
 * of the prices that the winner was chosen on: this shows how much depends on a few of them, not whether the winner was
 * chosen by luck.
 *
 * @param draws how many markets were drawn; 0 where a price is not above 0
 * @param meanBlockBars mean length of a stretch: ten times as long as a trade, at least 20 bars and at most a tenth of
 *     all
 * @param sharpeAt5 yearly Sharpe ratio below which 5 percent of the markets lie; 0 on one where nothing is traded
 * @param sharpeAt50 the median
 * @param sharpeAt95 the same for 95 percent
 * @param shareBelowZero markets with a ratio below 0, 0..1
 */
record ResampledMarkets(
        int draws,
        double meanBlockBars,
        double sharpeAt5,
        double sharpeAt50,
        double sharpeAt95,
        double shareBelowZero) {

    private static final int MAX_DRAWS = 1_000;
    private static final int FEWEST_DRAWS = 100;

    /** The most bars that are back-tested in all: some seconds of work. */
    private static final int BARS_IN_ALL = 20_000_000;

    private static final int TRADES_OF_A_BLOCK = 10;
    private static final int SHORTEST_BLOCK = 20;

    /** No indicators are kept between back-tests: each market is tested with one set of parameters only. */
    private static final long NO_BYTES = 0;

    /** How many markets are drawn from a series: 1,000, fewer from a very long one. */
    static int drawsOf(Bars bars) {
        boolean priced = bars.size() > 1;
        for (int bar = 0; bar < bars.size() && priced; bar++) {
            priced = bars.low()[bar] > 0;
        }
        return priced ? Math.max(FEWEST_DRAWS, Math.min(MAX_DRAWS, BARS_IN_ALL / bars.size())) : 0;
    }

    /** @param checkpoint called before each market and while indicators are computed; what it throws is passed on */
    static ResampledMarkets of(
            Bars bars, StrategyParameters parameters, List<Trade> trades, int draws, long seed, Runnable checkpoint) {
        double held = trades.stream()
                .mapToInt(trade -> trade.exitBar() - trade.entryBar())
                .average()
                .orElse(0);
        double block = Math.max(
                1,
                Math.min(Math.max(SHORTEST_BLOCK, TRADES_OF_A_BLOCK * held), bars.size() / (double) TRADES_OF_A_BLOCK));
        double[] ratios = new double[draws];
        int below = 0;
        if (draws > 0) {
            StationaryBootstrap bootstrap = new StationaryBootstrap(bars.size(), block, seed);
            int[] picks = new int[bars.size()];
            for (int draw = 0; draw < draws; draw++) {
                checkpoint.run();
                bootstrap.next(picks);
                IndicatorCache market = new IndicatorCache(resampled(bars, picks), 0, NO_BYTES, checkpoint);
                ratios[draw] = Perturbation.yearlySharpe(market, parameters);
                below += ratios[draw] < 0 ? 1 : 0;
            }
        }
        NullDistribution all = NullDistribution.of(ratios);
        return new ResampledMarkets(
                draws, block, all.quantile(0.05), all.quantile(0.5), all.quantile(0.95), (double) below / draws);
    }

    /** The bars at these places in this order, at the times of the series and continued from its first open. */
    static Bars resampled(Bars bars, int[] picks) {
        int size = bars.size();
        double[] open = new double[size];
        double[] high = new double[size];
        double[] low = new double[size];
        double[] close = new double[size];
        double before = bars.open()[0];
        for (int bar = 0; bar < size; bar++) {
            int pick = picks[bar];
            double scale = before / (pick == 0 ? bars.open()[0] : bars.close()[pick - 1]);
            open[bar] = bars.open()[pick] * scale;
            high[bar] = bars.high()[pick] * scale;
            low[bar] = bars.low()[pick] * scale;
            close[bar] = bars.close()[pick] * scale;
            before = close[bar];
        }
        return new Bars(bars.timeframe(), bars.openTime(), open, high, low, close, bars.volume(), bars.funding());
    }

    String sentence(double ownSharpe) {
        if (draws == 0) {
            return "Markets cannot be put together from prices that are not above 0.";
        }
        return String.format(
                Locale.ROOT,
                "On %,d markets put together from stretches of its own of about %.0f bars its yearly Sharpe ratio lies between %.2f"
                        + " and %.2f in nine of ten, %.2f at the median (%.2f on the prices as they were). %s.",
                draws,
                meanBlockBars,
                sharpeAt5,
                sharpeAt95,
                sharpeAt50,
                ownSharpe,
                ownSharpe <= 0
                        ? "Next: leave it, it earns nothing on the prices as they were"
                        : sharpeAt5 > 0
                                ? "It hangs on no single stretch. Next: test it on unseen prices"
                                : "It hangs on few stretches. Next: look at its best trades, or take a longer range");
    }
}
