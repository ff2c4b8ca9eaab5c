package dev.quarry.assessment;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.quarry.platform.json.Described;
import java.util.List;

/** A {@link Perturbation} as it stands in results. What cannot be computed is null. */
public record PerturbationReport(
        @Described("Of the winner on the prices as they were; 0 where it does not trade")
        double yearlySharpe,

        @Described("Its trades in another order") ShuffledTrades tradeOrder,

        @Described("It on markets put together from its own")
        ResampledOutcomes resampledMarkets,

        @Described("It with its numbers moved by a step") MovedParameters movedParameters,
        @Described("Of everything random") long seed) {

    /** Falls of equity from a peak when trades come in another order. */
    public record ShuffledTrades(
            @Described("Orders that were drawn") int draws,
            @Described("Closed trades") int trades,

            @Described("In the order in which they came, percent")
            double maxDrawdownPct,

            @Described("The median over the orders, percent") @JsonProperty("max_drawdown_pct_50")
            double maxDrawdownPct50,

            @Described("Below this lie 95 percent of the orders, percent") @JsonProperty("max_drawdown_pct_95")
            double maxDrawdownPct95,

            @Described("Share of the orders that fall as deep or deeper, 0 to 1")
            double shareAsDeep,

            @Described("What that means, and what to do next")
            String sentence) {}

    /** The same strategy on resampled bars. */
    public record ResampledOutcomes(
            @Described("ResampledOutcomes that were drawn") int draws,

            @Described("Mean length of the blocks they are made of")
            double meanBlockBars,

            @Described("Below this lie 5 percent of the markets") @JsonProperty("yearly_sharpe_5")
            double yearlySharpe5,

            @Described("The median over the markets") @JsonProperty("yearly_sharpe_50")
            double yearlySharpe50,

            @Described("Below this lie 95 percent of the markets") @JsonProperty("yearly_sharpe_95")
            double yearlySharpe95,

            @Described("Share of the markets on which it lost, 0 to 1")
            double shareBelowZero,

            @Described("What that means, and what to do next")
            String sentence) {}

    /** The strategy with its parameters moved. */
    public record MovedParameters(
            @Described("How often all numbers were moved at once")
            int draws,

            @Described("Below this lie 5 percent of those") @JsonProperty("yearly_sharpe_5")
            double yearlySharpe5,

            @Described("The median of those") @JsonProperty("yearly_sharpe_50")
            double yearlySharpe50,

            @Described("Below this lie 95 percent of those") @JsonProperty("yearly_sharpe_95")
            double yearlySharpe95,

            @Described("Share of those whose ratio is at least half of the winner's, 0 to 1")
            double shareKeepingHalf,

            @Described("Each parameter moved alone") List<ParameterMoves.Move> single,

            @Described("What that means, and what to do next")
            String sentence) {}

    /** The report of a perturbation. */
    public static PerturbationReport of(Perturbation perturbation) {
        TradeShuffle order = perturbation.order();
        ResampledMarkets markets = perturbation.markets();
        ParameterMoves numbers = perturbation.numbers();
        return new PerturbationReport(
                perturbation.yearlySharpe(),
                new ShuffledTrades(
                        order.draws(),
                        order.trades(),
                        order.drawdownPercent(),
                        order.drawdownPercentAt50(),
                        order.drawdownPercentAt95(),
                        order.shareAsDeep(),
                        order.sentence()),
                new ResampledOutcomes(
                        markets.draws(),
                        markets.meanBlockBars(),
                        markets.sharpeAt5(),
                        markets.sharpeAt50(),
                        markets.sharpeAt95(),
                        markets.shareBelowZero(),
                        markets.sentence(perturbation.yearlySharpe())),
                new MovedParameters(
                        numbers.draws(),
                        numbers.sharpeAt5(),
                        numbers.sharpeAt50(),
                        numbers.sharpeAt95(),
                        numbers.shareKeepingHalf(),
                        numbers.single(),
                        numbers.sentence(perturbation.yearlySharpe())),
                perturbation.seed());
    }
}
