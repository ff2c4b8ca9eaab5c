package dev.quarry.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quarry.catalog.StrategyReference;
import dev.quarry.job.ChildEnd;
import dev.quarry.job.ChildResult;
import dev.quarry.job.Children;
import dev.quarry.job.JobState;
import dev.quarry.platform.json.Json;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

class MarketsResultTest {

    private static final String ASSESSMENT = "x".repeat(1_000_000);

    @Test
    void of_a_thousand_markets_with_a_megabyte_of_assessment_each_no_more_is_held_than_is_reported() {
        MarketsResult result = MarketsResult.of(new Large(1_000));

        assertThat(result.markets()).hasSize(1_000);
        assertThat(result.markets())
                .filteredOn(market -> market.result().assessment() != null)
                .hasSize(7);
        assertThat(result.totalTested()).isEqualTo(10_000);
        assertThat(result.strategy())
                .isNotNull()
                .isEqualTo(result.markets().get(0).result().strategy());
        assertThat(result.bestMarket()).isEqualTo(999);
        assertThat(Json.MAPPER.writeValueAsString(result).length()).isLessThan(9_000_000);
    }

    /** Each is made when it is read: together they would be two gigabytes. */
    private record Large(int size) implements Children {

        @Override
        public Stream<ChildEnd> ends() {
            throw new UnsupportedOperationException("only results are read");
        }

        @Override
        public Stream<ChildResult> results() {
            return IntStream.range(0, size).mapToObj(Large::child);
        }

        private static ChildResult child(int i) {
            DiscoverySummary summary =
                    new DiscoverySummary(10, 10, 0, 0, List.of(), 1, 1, i, Map.of("rsi_min", i), true, null, 1);
            ObjectNode result = Json.MAPPER.valueToTree(new DiscoverResult(
                    "sample",
                    "M" + i,
                    "30m",
                    "a",
                    "b",
                    Map.of(),
                    summary,
                    null,
                    null,
                    "d",
                    null,
                    "1",
                    StrategyReference.BUILT_IN,
                    "local",
                    null,
                    null));
            result.putObject("assessment").put("assessed_instead", ASSESSMENT).put("of_another_version", true);
            return new ChildResult(i, i, "discover", JobState.SUCCEEDED, Json.MAPPER.createObjectNode(), result, null);
        }
    }
}
