package dev.quarry.leaderboard;

import dev.quarry.platform.json.Described;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import tools.jackson.databind.JsonNode;

/**
 * What changed from one leaderboard to a later one. A strategy is the same when its parameter set is; where it is not
 * in the other list, the one with the same figures on the same bars is: of several parameter sets with one outcome,
 * each leaderboard names only one.
 */
public record SnapshotDiff(
        @Described("The earlier leaderboard") SnapshotSummary from,
        @Described("The later leaderboard") SnapshotSummary to,

        @Described("Whether both were made in the same way; if not, a change of the list may mean nothing")
        boolean sameSettings,

        @Described("Strategies that are only in the later one, complete, by rank")
        @Schema(implementation = LeaderboardEntry.class)
        List<JsonNode> entered,

        @Described("Strategies that are only in the earlier one, complete, by rank")
        @Schema(implementation = LeaderboardEntry.class)
        List<JsonNode> left,

        @Described("Strategies in both whose rank or figures changed, by later rank")
        List<Moved> moved,

        @Described("How many are the same in both") int unchanged,

        @Described("Figures of all winners that changed, by name")
        Map<String, Change> stats) {

    /** A figure in two leaderboards. */
    public record Change(
            @Described("The figure in the earlier leaderboard; null where it is not a number")
            JsonNode from,

            @Described("The figure in the later leaderboard")
            JsonNode to) {}

    /** A strategy in both. */
    public record Moved(
            @Described("The hash in the later leaderboard") String paramsHash,
            @Described("Its rank in the earlier one") int fromRank,
            @Described("Its rank in the later one") int toRank,
            @Described("Figures that changed, by name") Map<String, Change> metrics) {}

    /** @param before and {@code after}: what the two snapshots hold, each a {@link Leaderboard} */
    static SnapshotDiff of(SnapshotSummary from, JsonNode before, SnapshotSummary to, JsonNode after) {
        List<JsonNode> left = new ArrayList<>(strategies(before));
        List<JsonNode> unmatched = new ArrayList<>();
        Map<JsonNode, JsonNode> earlierOf = new HashMap<>();
        Map<Object, JsonNode> byHash = index(left, SnapshotDiff::hash);
        for (JsonNode strategy : strategies(after)) {
            JsonNode earlier = byHash.remove(hash(strategy));
            if (earlier == null) {
                unmatched.add(strategy);
            } else {
                earlierOf.put(strategy, earlier);
                left.remove(earlier);
            }
        }
        Map<Object, JsonNode> byOutcome = index(left, SnapshotDiff::outcome);
        for (JsonNode strategy : List.copyOf(unmatched)) {
            JsonNode earlier = byOutcome.remove(outcome(strategy));
            if (earlier != null) {
                earlierOf.put(strategy, earlier);
                left.remove(earlier);
                unmatched.remove(strategy);
            }
        }
        List<Moved> moved = new ArrayList<>();
        for (JsonNode strategy : strategies(after)) {
            JsonNode earlier = earlierOf.get(strategy);
            if (earlier != null) {
                Moved change = moved(earlier, strategy);
                if (change.fromRank != change.toRank || !change.metrics.isEmpty()) {
                    moved.add(change);
                }
            }
        }
        return new SnapshotDiff(
                from,
                to,
                sameSettings(from, to),
                unmatched,
                left,
                moved,
                earlierOf.size() - moved.size(),
                changes(before.path("stats"), after.path("stats")));
    }

    private static boolean sameSettings(SnapshotSummary from, SnapshotSummary to) {
        return settings(from).equals(settings(to));
    }

    private static List<String> settings(SnapshotSummary s) {
        return List.of(
                s.sortBy(),
                s.minTrades() + " " + s.topN() + " " + s.distinct(),
                s.strategy() + " " + s.exchange() + " " + s.symbol() + " " + s.timeframe(),
                (s.startTs() == null ? null : s.startTs().toInstant()) + " "
                        + (s.endTs() == null ? null : s.endTs().toInstant()));
    }

    private static Moved moved(JsonNode earlier, JsonNode later) {
        return new Moved(
                hash(later),
                earlier.path("rank").asInt(),
                later.path("rank").asInt(),
                changes(earlier.path("metrics"), later.path("metrics")));
    }

    private static Map<String, Change> changes(JsonNode before, JsonNode after) {
        Map<String, Change> changes = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> figure : after.properties()) {
            JsonNode earlier = before.path(figure.getKey());
            if (!earlier.isMissingNode() && !earlier.equals(figure.getValue())) {
                changes.put(figure.getKey(), new Change(earlier, figure.getValue()));
            }
        }
        return changes;
    }

    private static List<JsonNode> strategies(JsonNode leaderboard) {
        return leaderboard.path("strategies").valueStream().toList();
    }

    private static Map<Object, JsonNode> index(List<JsonNode> strategies, Function<JsonNode, Object> key) {
        Map<Object, JsonNode> index = new HashMap<>();
        strategies.forEach(strategy -> index.putIfAbsent(key.apply(strategy), strategy));
        return index;
    }

    private static String hash(JsonNode strategy) {
        return strategy.path("params_hash").asString();
    }

    private static Object outcome(JsonNode strategy) {
        JsonNode provenance = strategy.path("provenance");
        return List.of(
                strategy.path("metrics"),
                provenance.path("exchange"),
                provenance.path("symbol"),
                provenance.path("timeframe"),
                provenance.path("data_digest"));
    }
}
