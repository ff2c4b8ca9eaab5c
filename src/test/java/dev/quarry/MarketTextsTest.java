package dev.quarry;

import static dev.quarry.search.Payloads.faults;
import static dev.quarry.search.Payloads.object;
import static org.assertj.core.api.Assertions.assertThat;

import dev.quarry.discovery.DiscoverRequest;
import dev.quarry.discovery.ReevaluateRequest;
import dev.quarry.leaderboard.LeaderboardRequest;
import dev.quarry.marketdata.ingest.IngestionRequest;
import dev.quarry.marketdata.ingest.series.WatchRequest;
import dev.quarry.optimisation.OptimizeRequest;
import dev.quarry.patterns.PatternsRequest;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What every request that names a market reads alike. */
class MarketTextsTest {

    static Stream<Class<?>> every_request_that_names_a_market() {
        return Stream.of(
                DiscoverRequest.class,
                OptimizeRequest.class,
                IngestionRequest.class,
                WatchRequest.class,
                LeaderboardRequest.class,
                PatternsRequest.class,
                ReevaluateRequest.class);
    }

    static Stream<Class<?>> every_request_that_names_a_range() {
        return every_request_that_names_a_market().filter(type -> type != WatchRequest.class);
    }

    @ParameterizedTest
    @MethodSource("every_request_that_names_a_market")
    void months_are_refused_with_a_sentence(Class<?> request) {
        Map<String, String> faults = faults(
                object(
                        "{\"exchange\": \"file\", \"symbol\": \"A\", \"timeframe\": \"1M\", \"start_ts\": \"2024-01-01\"}"),
                request);

        assertThat(faults.get("timeframe")).contains("\"1M\" means months", "not kept");
    }

    /** An instant before noon and the date of its day: only a whole day is not over by then. */
    @ParameterizedTest
    @MethodSource("every_request_that_names_a_range")
    void an_end_that_is_a_date_is_all_of_that_day(Class<?> request) {
        String market =
                "{\"exchange\": \"file\", \"symbol\": \"A\", \"timeframe\": \"1M\", \"start_ts\": \"2024-01-31T23:30:00Z\", ";

        assertThat(keys(market + "\"end_ts\": \"2024-01-31\"}", request))
                .contains("timeframe")
                .doesNotContain("end_ts");
        assertThat(keys(market + "\"end_ts\": \"2024-01-31T00:00:00Z\"}", request))
                .contains("end_ts");
        assertThat(keys(market + "\"end_ts\": \"2024-01-30\"}", request)).contains("end_ts");
    }

    private static Set<String> keys(String payload, Class<?> request) {
        return faults(object(payload), request).keySet();
    }
}
