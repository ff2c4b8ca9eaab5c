package dev.quarry.forward;

import dev.quarry.platform.json.ExactTime;
import dev.quarry.search.MarketWindow;
import dev.quarry.search.WarmupReport;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.annotation.JsonSerialize;

/**
 * The result of a {@code forward} job: a winner on prices that its search did not see.
 *
 * @param outcome {@code below}, {@code inside} or {@code above} the range expected for its return, or
 *     {@code cannot_tell}
 * @param sentence that in plain words
 * @param winner which winner was tested
 * @param search the prices that it was found on
 * @param market the prices that it was tested on
 * @param params every parameter
 * @param inSample its figures on the prices of the search
 * @param outOfSample its figures on the tested prices
 * @param expected the range to be expected on the tested prices, by the returns of the search
 * @param sameTimeBars how many of the tested bars, of another market, open within the range of the search
 * @param note a sentence on these; null without any
 * @param curve the return over time, with the band it was expected to stay in; 200 points at most
 * @param warmup where indicators begin: with the bars before the range
 * @param dataDigest identifies the tested bars by content
 * @param dataAsOf the {@code as_of} that gives them again; null where they have not changed since Quarry began to
 *     record changes
 * @param engineVersion the engine's version: results of different versions are not comparable
 */
public record ForwardResult(
        String outcome,
        String sentence,
        WinnerName winner,
        MarketWindow search,
        MarketWindow market,
        Map<String, Object> params,
        Figures inSample,
        Figures outOfSample,
        Expectation expected,
        int sameTimeBars,
        String note,
        List<Expectation.Point> curve,
        WarmupReport warmup,
        String dataDigest,
        @JsonSerialize(using = ExactTime.class) OffsetDateTime dataAsOf,
        String engineVersion) {}
