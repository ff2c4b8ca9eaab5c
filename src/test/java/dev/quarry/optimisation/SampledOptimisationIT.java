package dev.quarry.optimisation;

import static dev.quarry.search.Payloads.market;
import static dev.quarry.search.Payloads.read;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quarry.catalog.CatalogedStrategy;
import dev.quarry.catalog.StrategyCatalog;
import dev.quarry.engine.SampleBars;
import dev.quarry.job.JobStoppedException;
import dev.quarry.job.RecordingJobContext;
import dev.quarry.ledger.LedgerSearchHistory;
import dev.quarry.ledger.TrialLedger;
import dev.quarry.platform.json.Json;
import dev.quarry.platform.sql.TestDatabase;
import dev.quarry.search.FixedPrices;
import dev.quarry.search.SearchHistory;
import dev.quarry.search.SweepThreads;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Jobs whose trials a sampler chooses, with the ledger: killed and tried again, canceled, counted. */
class SampledOptimisationIT {

    @RegisterExtension
    static final TestDatabase DATABASE = new TestDatabase();

    private static final String SPACE = """
            {"space": {"rsi_min": {"min": 50, "max": 74}, "stop_pct": {"min": 0.5, "max": 4, "step": 0.5}, "use_trailing": {},
                       "trail_pct": [0.5, 1, 2]},
             "base_params": {"trade_direction": "Both"}, "trials": 200, "min_trades": 5, %s}""";

    private static final String TPE = "\"sampler\": \"tpe\", \"metric\": \"sharpe_ratio\"";
    private static final String HALVED = "\"sampler\": \"cmaes\", \"metric\": \"total_return\", \"halving\": {}";
    private static final String SEVERAL =
            "\"sampler\": \"nsga2\", \"objectives\": [{\"metric\": \"total_return\"}, {\"metric\": \"max_drawdown\"}]";
    private static final String AT_RANDOM = "\"sampler\": \"random\", \"seed\": 99, \"metric\": \"win_rate\"";

    private final TrialLedger trials = new TrialLedger(DATABASE.database());
    private final SearchHistory history = new LedgerSearchHistory(trials, DATABASE.transactions());
    private final OptimizeHandler handler = new OptimizeHandler(
            new FixedPrices(SampleBars.bars()),
            new StrategyCatalog(null),
            SweepThreads.ONE,
            new LedgerTrialCount(trials, DATABASE.transactions(), SweepThreads.ONE),
            history,
            null,
            10_000,
            3_600);

    @BeforeEach
    void forget() {
        DATABASE.empty("trial_sketch", "strategy_trial_sketch");
    }

    @ParameterizedTest
    @ValueSource(strings = {TPE, HALVED, SEVERAL, AT_RANDOM})
    void an_attempt_after_a_kill_at_any_time_comes_to_the_same_result_and_counts_nothing_twice(String how) {
        RecordingJobContext whole = new RecordingJobContext(900);
        JsonNode result = run(how, whole);
        long counted = counted();
        int reports = whole.reports().size();
        assertThat(counted).isEqualTo(result.at("/sampling/distinct").asLong());

        for (int killedAfter : new int[] {1, reports / 3, reports * 2 / 3, reports}) {
            forget();
            RecordingJobContext killed = new RecordingJobContext(900);
            killed.stopAfterReports(killedAfter);
            assertThatThrownBy(() -> run(how, killed)).isInstanceOf(JobStoppedException.class);

            assertThat(run(how, new RecordingJobContext(900, 2))).isEqualTo(result);
            assertThat(counted()).isEqualTo(counted);
        }
        assertThat(run(how, new RecordingJobContext(901)).get("sampling")).isEqualTo(result.get("sampling"));
        assertThat(counted()).isEqualTo(counted);
    }

    @Test
    void an_attempt_that_lost_its_job_while_it_counted_leaves_the_count_to_the_next_one() {
        RecordingJobContext lost = new RecordingJobContext(900);
        lost.loseUnnoticedAfterFences(0);

        assertThatThrownBy(() -> run(TPE, lost)).isInstanceOf(JobStoppedException.class);
        assertThat(counted()).isZero();
    }

    @Test
    void a_cancel_between_two_batches_stops_the_search_and_progress_is_told_by_trials() {
        RecordingJobContext canceled = new RecordingJobContext(900);
        canceled.stopAtProgress(74);

        assertThatThrownBy(() -> run(TPE, canceled)).isInstanceOf(JobStoppedException.class);
        assertThat(counted()).isZero();
        List<RecordingJobContext.Progress> told = canceled.reports();
        assertThat(told.get(told.size() - 1).message()).isEqualTo("Trial 74/200");
        assertThat(told).extracting(RecordingJobContext.Progress::current).isSorted();
    }

    @Test
    void what_a_second_search_tries_is_counted_with_the_first_and_each_combination_once() {
        long first =
                run(TPE, new RecordingJobContext(900)).at("/sampling/distinct").asLong();
        JsonNode second = run(AT_RANDOM, new RecordingJobContext(901));

        long together = counted();
        assertThat(together)
                .isBetween(first + 1, first + second.at("/sampling/distinct").asLong());
        assertThat(second.at("/assessment/trials").asLong()).isEqualTo(together);
    }

    private JsonNode run(String how, RecordingJobContext job) {
        return Json.MAPPER.valueToTree(
                handler.run(read(market(String.format(SPACE, how)), OptimizeRequest.class), job));
    }

    private long counted() {
        return trials.distinct(
                read(market(String.format(SPACE, TPE)), OptimizeRequest.class).window(),
                CatalogedStrategy.key(CatalogedStrategy.BUILT_IN.strategy()));
    }
}
