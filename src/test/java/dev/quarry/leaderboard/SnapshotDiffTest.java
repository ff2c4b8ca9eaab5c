package dev.quarry.leaderboard;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quarry.platform.json.Json;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class SnapshotDiffTest {

    private static final OffsetDateTime TIME = OffsetDateTime.parse("2026-01-01T00:00:00Z");

    @Test
    void strategies_enter_leave_move_and_stay() {
        SnapshotDiff diff = diff(
                List.of(row(1, "a", 9), row(2, "b", 8), row(3, "c", 7)),
                List.of(row(1, "b", 8), row(2, "d", 7.5), row(3, "c", 7)));

        assertThat(diff.entered())
                .extracting(s -> s.get("params_hash").stringValue())
                .containsExactly("d");
        assertThat(diff.left())
                .extracting(s -> s.get("params_hash").stringValue())
                .containsExactly("a");
        assertThat(diff.moved()).singleElement().satisfies(moved -> {
            assertThat(moved.paramsHash()).isEqualTo("b");
            assertThat(moved.fromRank()).isEqualTo(2);
            assertThat(moved.toRank()).isEqualTo(1);
            assertThat(moved.metrics()).isEmpty();
        });
        assertThat(diff.unchanged()).isEqualTo(1);
        assertThat(diff.sameSettings()).isTrue();
    }

    @Test
    void a_strategy_with_other_figures_says_which() {
        SnapshotDiff diff = diff(List.of(row(1, "a", 9)), List.of(row(1, "a", 11)));

        assertThat(diff.moved()).singleElement().satisfies(moved -> {
            assertThat(moved.metrics()).containsOnlyKeys("total_return");
            assertThat(moved.metrics().get("total_return").from().doubleValue()).isEqualTo(9);
            assertThat(moved.metrics().get("total_return").to().doubleValue()).isEqualTo(11);
        });
    }

    @Test
    void the_same_outcome_under_another_name_has_not_entered() {
        SnapshotDiff diff = diff(List.of(row(1, "a", 9), row(2, "b", 8)), List.of(row(1, "z", 9), row(2, "b", 8)));

        assertThat(diff.entered()).isEmpty();
        assertThat(diff.left()).isEmpty();
        assertThat(diff.unchanged()).isEqualTo(2);
    }

    @Test
    void figures_of_all_winners_that_changed_are_reported() {
        JsonNode before =
                Json.MAPPER.readTree("{\"stats\": {\"total_winners\": 5, \"avg_return\": 1.0}, \"strategies\": []}");
        JsonNode after =
                Json.MAPPER.readTree("{\"stats\": {\"total_winners\": 7, \"avg_return\": 1.0}, \"strategies\": []}");

        SnapshotDiff diff = SnapshotDiff.of(summary(1, "total_return"), before, summary(2, "win_rate"), after);
        assertThat(diff.stats()).containsOnlyKeys("total_winners");
        assertThat(diff.sameSettings()).isFalse();
    }

    private static SnapshotDiff diff(List<String> before, List<String> after) {
        return SnapshotDiff.of(
                summary(1, "total_return"), leaderboard(before), summary(2, "total_return"), leaderboard(after));
    }

    private static JsonNode leaderboard(List<String> strategies) {
        return Json.MAPPER.readTree(Stream.of(strategies)
                .flatMap(List::stream)
                .collect(Collectors.joining(",", "{\"stats\": {}, \"strategies\": [", "]}")));
    }

    private static String row(int rank, String hash, double totalReturn) {
        return """
                {"rank": %d, "params_hash": "%s", "metrics": {"total_return": %s, "num_trades": 20},
                 "provenance": {"exchange": "x", "symbol": "y", "timeframe": "1h", "data_digest": "d"}}
                """.formatted(rank, hash, totalReturn);
    }

    private static SnapshotSummary summary(long id, String sortBy) {
        return new SnapshotSummary(
                id,
                TIME.plusMinutes(id),
                sortBy,
                10,
                25,
                true,
                true,
                "rsi_bands",
                null,
                null,
                null,
                null,
                null,
                3,
                100,
                9);
    }
}
