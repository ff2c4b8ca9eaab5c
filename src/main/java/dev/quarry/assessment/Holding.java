package dev.quarry.assessment;

import dev.quarry.inference.BuyAndHold;
import dev.quarry.inference.ReturnStatistics;
import dev.quarry.series.Bars;

/**
 * The asset bought at the first close and held to the last, without costs.
 *
 * @param returnPercent total return
 * @param maxDrawdownPercent deepest fall of the closes from their earlier peak
 */
public record Holding(double returnPercent, double maxDrawdownPercent) {

    static Holding of(Bars bars) {
        return new Holding(
                BuyAndHold.totalReturn(bars.close()) * 100,
                ReturnStatistics.maxDrawdown(BuyAndHold.returns(bars.close())) * 100);
    }
}
