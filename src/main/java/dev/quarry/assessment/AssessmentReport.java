package dev.quarry.assessment;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.quarry.engine.Performance;
import dev.quarry.inference.ConfidenceInterval;
import dev.quarry.inference.Verdict;
import dev.quarry.platform.json.Described;
import java.util.Locale;
import java.util.Map;

/**
 * An {@link Assessment} as it stands in results. What cannot be computed is null, and so is a length of track record
 * that would settle nothing. One that is read here may come from a node of an older version, so every field may be
 * absent, and unknown fields are ignored.
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record AssessmentReport(
        @Described("What the rest comes to") AssessedVerdict verdict,

        @Described("Closed trades") Integer trades,
        @Described("Daily returns") Integer days,

        @Described("How many daily returns make a year of this market, by which ratios are annualised")
        Double returnsPerYear,

        @Described("Annualised Sharpe ratio of daily mark-to-market returns")
        Double dailySharpe,

        @Described("The same over the downside deviation") Double dailySortino,

        @Described("Compound return of a year over the deepest drawdown")
        Double yearlyCalmar,

        @Described("Deepest fall of mark-to-market equity from a peak, over all bars; percent")
        Double markToMarketMaxDrawdownPct,

        @Described("Share of the bars with a position, 0 to 1")
        Double exposure,

        @Described("Mean profit of a trade after costs, in units of the quote asset")
        Double expectancy,

        @Described("Mean profit of a trade in units of its risk")
        Double expectancyR,

        @Described("How often a search among worthless strategies finds one as good, 0 to 1")
        Double luckProbability,

        @Described("Probability that the true Sharpe ratio is above 0")
        Double probabilisticSharpe,

        @Described("Probability that it is above what the best of all trials without skill would show")
        Double deflatedSharpe,

        @Described("Trials made on the series, one by one") Long trials,

        @Described("How many independent ones they amount to")
        Double effectiveTrials,

        @Described("Yearly Sharpe ratio expected of the best of that many trials without skill")
        Double luckYearlySharpe,

        @Described("Days of returns like these after which the true Sharpe ratio is above 0 with 95 percent")
        Double minTrackRecordDays,

        @Described("The same for above luck_yearly_sharpe") Double minTrackRecordDaysDeflated,

        @Described("Probability that the search overfits, 0 to 1")
        Double overfittingProbability,

        @Described("Consistent p-value of the test for superior predictive ability") @JsonProperty("spa_p_value")
        Double spaPValue,

        @Described("P-value of White's reality check") @JsonProperty("reality_check_p_value")
        Double realityCheckPValue,

        @Described("The search as a whole") SearchPeers peers,

        @Described("Total return, percent") ConfidenceInterval totalReturnPct,

        @Described("Yearly Sharpe ratio of daily returns") ConfidenceInterval yearlySharpe,

        @Described("Deepest drawdown of the days' ends, percent")
        ConfidenceInterval maxDrawdownPct,

        @Described("At one, two and three times the commission")
        StressedReturns costStress,

        @Described("The asset held over the same bars") HeldReturns buyAndHold,

        @Described("The same positions at other times") RotatedGains rotation,

        @Described("The meaning of all this") String method,
        @Described("Of everything random") Long seed,

        @Described("The parameters that vary, of what was assessed; absent where the assessment is of a stored run")
        @JsonInclude(JsonInclude.Include.NON_NULL)
        Map<String, Object> assessedParams,

        @Described("Why the best one was not assessed; absent where it was") @JsonInclude(JsonInclude.Include.NON_NULL)
        String assessedInstead) {

    /** The verdict and the reason for it. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record AssessedVerdict(
            @Described(value = "The verdict", oneOf = "holds_up, likely_luck, cannot_tell, no_edge")
            String outcome,

            @Described("The reason, and what to do next") String sentence) {}

    /** The search that the assessed combination was picked from. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record SearchPeers(
            @Described("Combinations of the search") Long searchSize,
            @Described("How many of them differ in outcome") Long distinct,

            @Described("The same with what was searched before on the series")
            Long distinctTried,

            @Described("How many of them were run again for this")
            Integer sampled,

            @Described("How many of those could not be run") Long failed,

            @Described("Mean correlation of their daily returns")
            Double averageCorrelation,

            @Described("Slope of the ratio out of sample over that in sample")
            Double degradationSlope,

            @Described("Probability that the best in sample loses out of sample")
            Double probabilityOfLoss) {}

    /** Total returns at other costs, percent. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record StressedReturns(
            @Described("The search's, a fraction of what is traded")
            Double commission,

            @Described("At this commission, percent") @JsonProperty("total_return_pct_1x")
            Double totalReturnPct1x,

            @Described("At twice this commission, percent") @JsonProperty("total_return_pct_2x")
            Double totalReturnPct2x,

            @Described("At three times this commission, percent") @JsonProperty("total_return_pct_3x")
            Double totalReturnPct3x) {}

    /** The return of holding the asset. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record HeldReturns(
            @Described("Its return, percent") Double totalReturnPct,

            @Described("Deepest fall of the days' ends from a peak, percent")
            Double maxDrawdownPct) {}

    /** The positions shifted against the prices. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record RotatedGains(
            @Described("By how many distances") Integer shifts,

            @Described("Share of them that gain as much, 0 to 1")
            Double pValue,

            @Described("What the positions gain where they are, percent")
            Double gainPct,

            @Described("Below this lie 5 percent of the shifted ones, percent") @JsonProperty("gain_pct_5")
            Double gainPct5,

            @Described("The median of the shifted ones, percent") @JsonProperty("gain_pct_50")
            Double gainPct50,

            @Described("Below this lie 95 percent of the shifted ones, percent") @JsonProperty("gain_pct_95")
            Double gainPct95) {}

    /** The report of an assessment. */
    public static AssessmentReport of(Assessment assessment) {
        return of(assessment, null, null);
    }

    /**
     * The report of an assessment, with the combination that was assessed.
     *
     * @param combination the parameters that vary
     * @param tradesOfBest how many trades the best combination of the search has, where another one was assessed
     *     because those are too few for a verdict; 0 where the best one was assessed
     */
    public static AssessmentReport of(Assessment assessment, Map<String, Object> combination, int tradesOfBest) {
        return of(
                assessment,
                combination,
                tradesOfBest == 0
                        ? null
                        : String.format(
                                Locale.ROOT,
                                "The best one has %d %s, too few for a verdict: this is of the best one with %d or more.",
                                tradesOfBest,
                                tradesOfBest == 1 ? "trade" : "trades",
                                Verdict.FEWEST_TRADES));
    }

    private static AssessmentReport of(Assessment assessment, Map<String, Object> combination, String instead) {
        Performance performance = assessment.performance();
        SearchSample sample = assessment.sample();
        CostStress costs = assessment.costs();
        Rotation rotation = assessment.rotation();
        return new AssessmentReport(
                new AssessedVerdict(
                        assessment.verdict().outcome().name().toLowerCase(Locale.ROOT),
                        assessment.verdict().sentence()),
                assessment.trades(),
                performance.days(),
                performance.returnsPerYear(),
                performance.dailySharpe(),
                performance.dailySortino(),
                performance.yearlyCalmar(),
                performance.maxDrawdownPercent(),
                performance.exposure(),
                performance.expectancy(),
                performance.expectancyMultiple(),
                assessment.luckProbability(),
                assessment.probabilisticSharpe(),
                assessment.deflatedSharpe(),
                assessment.trials(),
                assessment.effectiveTrials(),
                assessment.luckSharpe(),
                assessment.trackRecordDays(),
                assessment.deflatedTrackRecordDays(),
                sample.overfitting().probability(),
                sample.superiority().consistent(),
                sample.superiority().realityCheck(),
                new SearchPeers(
                        sample.searchSize(),
                        Math.round(sample.distinct()),
                        Math.round(sample.distinctTried()),
                        sample.sampled(),
                        sample.failed(),
                        sample.averageCorrelation(),
                        sample.overfitting().degradationSlope(),
                        sample.overfitting().probabilityOfLoss()),
                assessment.returnPercent(),
                assessment.yearlySharpe(),
                assessment.drawdownPercent(),
                new StressedReturns(
                        costs.commission(),
                        costs.returnPercentAt1x(),
                        costs.returnPercentAt2x(),
                        costs.returnPercentAt3x()),
                new HeldReturns(
                        assessment.holding().returnPercent(),
                        assessment.holding().maxDrawdownPercent()),
                new RotatedGains(
                        rotation.shifts(),
                        rotation.pValue(),
                        rotation.gainPercent(),
                        rotation.gainPercentAt5(),
                        rotation.gainPercentAt50(),
                        rotation.gainPercentAt95()),
                Assessor.METHOD,
                assessment.seed(),
                combination,
                instead);
    }
}
