package dev.quarry.optimisation;

import dev.quarry.assessment.CrossValidatedPaths;
import dev.quarry.platform.json.Described;
import dev.quarry.platform.json.Timestamps;
import dev.quarry.series.Bars;
import dev.quarry.sweep.search.PurgedCrossValidation;
import dev.quarry.sweep.search.PurgedCrossValidationResult;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;

/** The groups, the paths with the spread of their Sharpe ratios, and the combinations that were chosen most often. */
record CrossValidationReport(
        @Described("Bars before a tested group on which training opened nothing")
        int purgeBars,

        @Described("The same after one") int embargoBars,
        @Described("The parts of the series") List<ValidatedGroup> groups,
        @Described("How many daily returns make a year") double returnsPerYear,

        @Described("Each group once, tested with what was chosen without it")
        List<ValidatedPath> paths,

        @Described("Over the paths") double medianYearlySharpe,
        @Described("Over the paths") double meanYearlySharpe,
        @Described("Over the paths") double deviationYearlySharpe,
        @Described("Of the paths, 0 to 1") double shareBelowZero,
        @Described("How many combinations were chosen") int distinctChoices,

        @Described("The most frequent of them, twenty at most")
        List<ChosenParams> choices,

        @Described("What that means, and what to do next") String sentence) {

    private static final int MAX_CHOICES = 20;

    /** A group: a part of the series. */
    record ValidatedGroup(
            @Described("Its number, from 1") int group,
            @Described("Open of its first bar") OffsetDateTime start,
            @Described("End of its last bar") OffsetDateTime end,
            @Described("How many it has") int bars) {}

    /** The figures of one path. */
    record ValidatedPath(
            @Described("Daily returns") int days,
            @Described("Closed trades") int trades,
            @Described("Percent") double totalReturnPct,

            @Described("Annualised Sharpe ratio of daily returns")
            double yearlySharpe,

            @Described("Deepest fall of the days' ends from a peak, percent")
            double maxDrawdownPct) {

        private static ValidatedPath of(CrossValidatedPaths.Path path) {
            return new ValidatedPath(
                    path.days(), path.trades(), path.returnPercent(), path.yearlySharpe(), path.maxDrawdownPercent());
        }
    }

    /** How often a combination was chosen. */
    record ChosenParams(
            @Described("The parameters that vary") Map<String, Object> params,
            @Described("How many splits chose it") int splits,
            @Described("Of all splits, 0 to 1") double share) {}

    static CrossValidationReport of(Bars bars, PurgedCrossValidationResult validated, CrossValidatedPaths paths) {
        int splits = validated.splits().size();
        return new CrossValidationReport(
                validated.purge(),
                validated.embargo(),
                IntStream.range(0, validated.groups().size())
                        .mapToObj(k -> group(bars, k + 1, validated.groups().get(k)))
                        .toList(),
                paths.returnsPerYear(),
                paths.paths().stream().map(ValidatedPath::of).toList(),
                paths.median(),
                paths.mean(),
                paths.deviation(),
                paths.shareBelowZero(),
                validated.choices().size(),
                validated.choices().stream()
                        .limit(MAX_CHOICES)
                        .map(choice ->
                                new ChosenParams(choice.values(), choice.splits(), (double) choice.splits() / splits))
                        .toList(),
                sentence(paths));
    }

    private static ValidatedGroup group(Bars bars, int number, PurgedCrossValidation.Group group) {
        return new ValidatedGroup(
                number,
                Timestamps.utc(bars.openTime()[group.from()]),
                Timestamps.utc(
                        bars.openTime()[group.to() - 1] + bars.timeframe().millis()),
                group.to() - group.from());
    }

    private static String sentence(CrossValidatedPaths paths) {
        if (Double.isNaN(paths.median())) {
            return "No path has a Sharpe ratio: what was chosen did not trade on the days that it was tested on."
                    + " Next: loosen the constraints, or take a longer range.";
        }
        int below = (int)
                paths.paths().stream().filter(path -> path.yearlySharpe() < 0).count();
        String what = String.format(
                Locale.ROOT,
                "On days that were not searched the median of %d paths has a yearly Sharpe ratio of %.2f; %d of them %s below 0.",
                paths.paths().size(),
                paths.median(),
                below,
                below == 1 ? "is" : "are");
        String next = paths.median() > 0
                ? "read the verdict, which says how far luck alone would explain it"
                : "leave it: what the search picks does not last";
        return what + " Next: " + next + ".";
    }
}
