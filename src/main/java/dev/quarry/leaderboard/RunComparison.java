package dev.quarry.leaderboard;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.quarry.catalog.StrategyReference;
import dev.quarry.ledger.RunMetrics;
import dev.quarry.ledger.RunVerdict;
import dev.quarry.ledger.query.FoundRun;
import dev.quarry.platform.json.Described;
import dev.quarry.platform.json.Json;
import java.time.OffsetDateTime;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;

/**
 * Two stored runs side by side. Unlike in the reference, either may be a loser: comparing with one is often the point.
 */
public record RunComparison(
        @Described("The first run") Run a,
        @Described("The second run") Run b,

        @Described("Whether both were tested on the same bars; if not, figures differ for that reason too")
        boolean sameBars,

        @Described("Parameters that differ, by name, defaults included, and the market fields")
        Map<String, Sides> parameters,

        @Described("Every figure, by name") Map<String, Difference> metrics) {

    /** One of the runs. */
    public record Run(
            @Described("Identifies base parameters and combination, 16 hexadecimal digits")
            String paramsHash,

            @Described("Whether it met the win criteria of its discovery")
            boolean winner,

            @Described("When it was stored") OffsetDateTime discoveredAt,

            @Described("Which strategy it is of") StrategyReference strategy,

            @Described("Every strategy parameter, defaults included")
            Map<String, Object> params,

            @Described("What it was tested on and by") LeaderboardEntry.Provenance provenance,

            @Described(
                    value = "The verdict on how far it may be trusted; null where there is none",
                    oneOf = "holds_up, likely_luck, cannot_tell, no_edge")
            String verdict,

            @Described("The verdict's sentence and date, or why there is none")
            String verdictNote) {

        static Run of(FoundRun run, RunVerdict verdict) {
            return new Run(
                    run.run().paramsHash(),
                    run.run().winner(),
                    run.testedAt(),
                    run.setup().strategy(),
                    run.parameters(),
                    LeaderboardEntry.Provenance.of(run.setup()),
                    verdict.outcome(),
                    verdict.note());
        }
    }

    /** The values of a parameter that differs; absent on a side that does not have it. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Sides(
            @Described("The value in the first run") JsonNode a,
            @Described("The value in the second run") JsonNode b) {}

    /** A figure of both runs. */
    public record Difference(
            @Described("The value of the first run") JsonNode a,
            @Described("The value of the second run") JsonNode b,

            @Described("b minus a; null where one of them is not a finite number")
            Number difference) {

        static Difference of(JsonNode a, JsonNode b) {
            if (a.isIntegralNumber() && b.isIntegralNumber()) {
                return new Difference(a, b, b.longValue() - a.longValue());
            }
            return new Difference(a, b, a.isNumber() && b.isNumber() ? b.doubleValue() - a.doubleValue() : null);
        }
    }

    /** @param verdicts the verdicts on both, by hash */
    static RunComparison of(FoundRun a, FoundRun b, Map<String, RunVerdict> verdicts) {
        return new RunComparison(
                Run.of(a, verdicts.get(a.run().paramsHash())),
                Run.of(b, verdicts.get(b.run().paramsHash())),
                a.setup().dataDigest().equals(b.setup().dataDigest()),
                parameters(parameters(a), parameters(b)),
                metrics(metrics(a), metrics(b)));
    }

    private static JsonNode parameters(FoundRun run) {
        return Json.MAPPER.valueToTree(run.backtest());
    }

    private static Map<String, Sides> parameters(JsonNode a, JsonNode b) {
        TreeSet<String> names = new TreeSet<>(a.propertyNames());
        names.addAll(b.propertyNames());
        Map<String, Sides> differences = new LinkedHashMap<>();
        for (String name : names) {
            JsonNode one = a.get(name);
            JsonNode other = b.get(name);
            if (!same(one, other)) {
                differences.put(name, new Sides(one, other));
            }
        }
        return differences;
    }

    /** Whether two values are equal; 70 and 70.0 are. */
    private static boolean same(JsonNode one, JsonNode other) {
        if (one == null || other == null) {
            return one == other;
        }
        return one.isNumber() && other.isNumber() ? one.doubleValue() == other.doubleValue() : one.equals(other);
    }

    private static JsonNode metrics(FoundRun run) {
        return Json.MAPPER.valueToTree(RunMetrics.of(run.run().statistics()));
    }

    private static Map<String, Difference> metrics(JsonNode a, JsonNode b) {
        Map<String, Difference> differences = new LinkedHashMap<>();
        for (String name : a.propertyNames()) {
            differences.put(name, Difference.of(a.get(name), b.get(name)));
        }
        return differences;
    }
}
