package dev.quarry.leaderboard;

import static dev.quarry.search.Payloads.object;
import static dev.quarry.search.Payloads.read;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quarry.catalog.StrategyCatalog;
import dev.quarry.ledger.query.KnownStrategies;
import dev.quarry.ledger.tally.WinnerStatistics;
import dev.quarry.platform.json.Json;
import dev.quarry.platform.problem.InvalidInputException;
import dev.quarry.platform.problem.ProblemException;
import dev.quarry.platform.sql.TestDatabase;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class SnapshotHistoryIT {

    @RegisterExtension
    static final TestDatabase DATABASE = new TestDatabase();

    private static final KnownStrategies STRATEGIES = new KnownStrategies(new StrategyCatalog(null), null);

    private final SnapshotStore snapshots = new SnapshotStore(DATABASE.database());
    private final LeaderboardResource resource = new LeaderboardResource(snapshots, null, new MarketQuery(STRATEGIES));

    @BeforeEach
    void emptyStore() {
        DATABASE.empty("leaderboard_snapshot");
    }

    @Test
    void the_history_is_walked_page_by_page_newest_first_while_snapshots_come_in() {
        for (int job = 1; job <= 5; job++) {
            save(job, "{}");
        }

        List<Long> seen = new ArrayList<>();
        String cursor = null;
        do {
            SnapshotPage page = resource.list("2", cursor, null);
            page.snapshots().forEach(s -> seen.add(s.id()));
            cursor = page.nextCursor();
            save(seen.size() + 10, "{}");
        } while (cursor != null);
        assertThat(seen).containsExactly(5L, 4L, 3L, 2L, 1L);
    }

    @Test
    void a_summary_tells_how_the_leaderboard_was_made() {
        save(
                1,
                "{\"exchange\": \"Bitstamp\", \"timeframe\": \"1h\", \"start_ts\": \"2024-01-01\", \"distinct\": false, \"sort_by\": \"win_rate\"}");

        SnapshotSummary summary = resource.list(null, null, null).snapshots().get(0);
        assertThat(summary.sortBy()).isEqualTo("win_rate");
        assertThat(summary.exchange()).isEqualTo("bitstamp");
        assertThat(summary.symbol()).isNull();
        assertThat(summary.startTs()).isEqualTo("2024-01-01T00:00:00Z");
        assertThat(summary.distinct()).isFalse();
        assertThat(summary.totalWinners()).isEqualTo(7);
        assertThat(summary.bestReturn()).isEqualTo(3.5);
        assertThat(Json.MAPPER.valueToTree(summary).propertyNames()).doesNotContain("payload");
    }

    @Test
    void a_snapshot_is_compared_with_the_one_before_of_the_same_settings() {
        long first = save(1, "{\"symbol\": \"BTC/USD\"}");
        save(2, "{\"symbol\": \"ETH/USD\"}");
        long third = save(3, "{\"symbol\": \"BTC/USD\"}");

        SnapshotDiff diff = resource.diff(Long.toString(third), null);
        assertThat(diff.from().id()).isEqualTo(first);
        assertThat(diff.to().id()).isEqualTo(third);
        assertThat(diff.sameSettings()).isTrue();
    }

    @Test
    void two_snapshots_are_compared_from_the_earlier_to_the_later_one_whichever_is_named_first() {
        save(1, "{\"symbol\": \"BTC/USD\"}");
        save(2, "{}");

        SnapshotDiff diff = resource.diff("1", "2");
        assertThat(diff).isEqualTo(resource.diff("2", "1"));
        assertThat(diff.from().id()).isEqualTo(1);
        assertThat(diff.sameSettings()).isFalse();
    }

    @Test
    void what_is_not_there_is_not_found_and_what_cannot_be_is_refused() {
        save(1, "{}");

        assertNotFound(() -> resource.find("2"), "No leaderboard snapshot 2");
        assertNotFound(() -> resource.diff("1", "2"), "No leaderboard snapshot 2");
        assertNotFound(
                () -> resource.diff("1", null), "No leaderboard with the settings of snapshot 1 was stored before it");
        assertThatThrownBy(() -> resource.find("one")).isInstanceOf(InvalidInputException.class);
        assertThatThrownBy(() -> resource.diff("1", "x")).hasMessageStartingWith("to must be an integer");
        assertThatThrownBy(() -> resource.list("201", null, null)).hasMessageStartingWith("limit must be between");
        assertThatThrownBy(() -> resource.list(null, "x", null)).hasMessageStartingWith("cursor is not one");
    }

    private static void assertNotFound(ThrowingCallable call, String message) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        ProblemException.class, p -> assertThat(p.status()).isEqualTo(404))
                .hasMessage(message);
    }

    private long save(long job, String request) {
        return snapshots.save(
                job,
                read(object(request), LeaderboardRequest.class),
                true,
                new Leaderboard(new WinnerStatistics(7, 1, 1, 1, 1, 3.5, 1), List.of()));
    }
}
