package dev.quarry.report;

import dev.quarry.engine.BacktestResult;
import dev.quarry.forward.Winner;
import dev.quarry.forward.WinnerName;
import dev.quarry.search.TestedPrices;
import dev.quarry.series.Bars;
import java.time.Instant;

/**
 * Everything that a report is made of.
 *
 * @param name by which it is found again
 * @param prices those that its search saw
 * @param bars of the tested range, at least one
 * @param result of running it on them again
 * @param trials how many combinations were tried on this market and range, by all searches
 * @param at when the report is made
 */
record ReportedWinner(
        WinnerName name,
        Winner winner,
        TestedPrices prices,
        Bars bars,
        BacktestResult result,
        long trials,
        Instant at) {

    /** Equity before the first bar. */
    double cash() {
        return result.parameters().account().cash();
    }

    /** The equity of whoever buys the asset for the same money at the first close and holds it, at the close of each bar. */
    double[] holding() {
        double[] curve = new double[bars.size()];
        for (int bar = 0; bar < curve.length; bar++) {
            curve[bar] = cash() * bars.close()[bar] / bars.close()[0];
        }
        return curve;
    }

    /** The closes of the bars, milliseconds since the epoch, UTC. */
    long[] closes() {
        long[] closes = new long[bars.size()];
        for (int bar = 0; bar < closes.length; bar++) {
            closes[bar] = bars.openTime()[bar] + bars.timeframe().millis();
        }
        return closes;
    }
}
