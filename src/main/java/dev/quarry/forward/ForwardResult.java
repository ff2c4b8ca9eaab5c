package dev.quarry.forward;

import dev.quarry.catalog.StrategyReference;
import dev.quarry.platform.json.Described;
import dev.quarry.platform.json.ExactTime;
import dev.quarry.search.MarketWindow;
import dev.quarry.search.WarmupReport;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.annotation.JsonSerialize;

/** The result of a {@code forward} job: a winner on prices that its search did not see. */
public record ForwardResult(
        @Described(
                value = "Where the return lies relative to the range that was expected for it",
                oneOf = "below, inside, above, cannot_tell")
        String outcome,

        @Described("The outcome in plain words") String sentence,
        @Described("Which winner was tested") WinnerName winner,
        @Described("The prices that it was found on") MarketWindow search,
        @Described("The prices that it was tested on") MarketWindow market,
        @Described("Whose parameters they are") StrategyReference strategy,
        @Described("Every strategy parameter") Map<String, Object> params,

        @Described("Its figures on the prices of the search")
        Figures inSample,

        @Described("Its figures on the tested prices") Figures outOfSample,

        @Described("The range to be expected on the tested prices, by the returns of the search")
        Expectation expected,

        @Described("How many of the tested bars, of another market, open within the range of the search")
        int sameTimeBars,

        @Described("A sentence on same_time_bars; null where there are none")
        String note,

        @Described("The return over time, with the band it was expected to stay in; 200 points at most")
        List<Expectation.Point> curve,

        @Described("Where indicators begin: with the bars before the range")
        WarmupReport warmup,

        @Described("Identifies the tested bars by content") String dataDigest,

        @Described("The as_of that gives them again; null where they have not changed since Quarry began to "
                + "record changes")
        @JsonSerialize(using = ExactTime.class)
        OffsetDateTime dataAsOf,

        @Described("The engine's version: results of different versions are not comparable")
        String engineVersion) {}
