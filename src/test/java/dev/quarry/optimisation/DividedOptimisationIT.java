package dev.quarry.optimisation;

import static dev.quarry.search.Payloads.market;
import static dev.quarry.search.Payloads.read;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quarry.catalog.CatalogedStrategy;
import dev.quarry.catalog.StrategyCatalog;
import dev.quarry.engine.RandomMarket;
import dev.quarry.engine.SampleBars;
import dev.quarry.job.ChildResult;
import dev.quarry.job.JobContext;
import dev.quarry.job.JobFailedException;
import dev.quarry.job.JobRequest;
import dev.quarry.job.JobState;
import dev.quarry.job.JobStoppedException;
import dev.quarry.job.ListedChildren;
import dev.quarry.job.PacedJob;
import dev.quarry.job.RecordingJobContext;
import dev.quarry.job.store.WorkerRows;
import dev.quarry.job.store.read.JobArchive;
import dev.quarry.ledger.LedgerSearchHistory;
import dev.quarry.ledger.TrialLedger;
import dev.quarry.platform.json.Json;
import dev.quarry.platform.json.PayloadReaders;
import dev.quarry.platform.problem.Violation;
import dev.quarry.platform.sql.TestDatabase;
import dev.quarry.search.DividedSearches;
import dev.quarry.search.FixedPrices;
import dev.quarry.search.GridPart;
import dev.quarry.search.SearchHistory;
import dev.quarry.search.SweepThreads;
import dev.quarry.search.TestedPrices;
import dev.quarry.series.Timeframe;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.node.ObjectNode;

/** An optimisation whose grid is divided has the same rows, verdict and figures as one that is not. */
class DividedOptimisationIT {

    @RegisterExtension
    static final TestDatabase DATABASE = new TestDatabase();

    private static final long JOB = 900;

    private static final String PLAIN = """
            {"grid": "QUICK", "min_trades": 3, "top_n": 7, "metric": "sharpe_ratio"}
            """;

    private static final String TOO_FEW_TRADES_TO_JUDGE_THE_BEST = """
            {"param_grid": {"rsi_min": [60, 66, 72, 78, 81], "stop_pct": [1, 2, 3], "rsi_ma_min": [50, 60, 70]}, "min_trades": 0,
             "metric": "profit_factor", "top_n": 3}
            """;

    private static final String SOME_THAT_CANNOT_BE_RUN = """
            {"param_grid": {"rsi_min": [60, 64], "stop_pct": [null, 1, 2], "use_stop": [true, false], "stop_mode": ["Fixed %", "ATR"]},
             "min_trades": 1}
            """;

    private static final String DEFINED = """
            {"strategy": "turtle_trading", "param_grid": {"entry_bars": [10, 15, 20, 30], "exit_bars": [5, 10, 15]}, "min_trades": 1}
            """;

    private static final String NOTHING_PASSES = """
            {"param_grid": {"rsi_min": [60, 64], "stop_pct": [1, 2]}, "min_trades": 100000}
            """;

    private static final String WALK = """
            {"grid": "QUICK", "min_trades": 3, "metric": "sharpe_ratio", "validation_mode": "walk", "top_n_train": 4,
             "walk_forward": {"train_days": 60, "test_days": 20, "warmup_bars": 100}}
            """;

    private static final String WALK_WITHOUT_A_CHOICE_IN_SOME_FOLDS = """
            {"param_grid": {"rsi_min": [60, 72, 84], "stop_pct": [null, 1, 2], "use_stop": [true, false]}, "min_trades": 12,
             "validation_mode": "walk", "walk_forward": {"train_days": 40, "test_days": 20}, "warmup": "pre_roll"}
            """;

    private static final String WALK_OF_A_DEFINITION = """
            {"strategy": "turtle_trading", "param_grid": {"entry_bars": [10, 15, 20, 30], "exit_bars": [5, 10, 15]}, "min_trades": 1,
             "validation_mode": "walk", "walk_forward": {"train_days": 60, "test_days": 30}}
            """;

    private static final String CROSS_VALIDATION = """
            {"param_grid": {"rsi_min": [60, 64, 70, 75], "stop_pct": [null, 1, 2, 3], "max_bars_in_trade": [50, 100],
              "stop_mode": ["Fixed %", "ATR"]},
             "min_trades": 3, "validation_mode": "cpcv", "cpcv": {"groups": 6, "test_groups": 2}}
            """;

    private static final String CROSS_VALIDATION_WITHOUT_A_CHOICE = """
            {"param_grid": {"rsi_min": [60, 64]}, "min_trades": 5000, "validation_mode": "cpcv"}
            """;

    private final FixedPrices prices = new FixedPrices(SampleBars.bars());
    private final StrategyCatalog catalog = new StrategyCatalog(null);
    private final TrialLedger trials = new TrialLedger(DATABASE.database());
    private final SearchHistory history = new LedgerSearchHistory(trials, DATABASE.transactions());
    private final TrialCount counting = new LedgerTrialCount(trials, DATABASE.transactions(), SweepThreads.ONE);
    private final OptimizeHandler handler = new OptimizeHandler(
            prices, catalog, SweepThreads.ONE, counting, history, new WorkerRows(DATABASE.database()), 10_000, 3_600);
    private final OptimizePartHandler parts = new OptimizePartHandler(
            new DividedSearches(new JobArchive(DATABASE.database()), PayloadReaders.reader()),
            catalog,
            prices,
            SweepThreads.ONE,
            counting,
            history);

    @BeforeEach
    void forget() {
        DATABASE.empty("job", "trial_sketch", "strategy_trial_sketch");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                PLAIN,
                TOO_FEW_TRADES_TO_JUDGE_THE_BEST,
                SOME_THAT_CANNOT_BE_RUN,
                DEFINED,
                NOTHING_PASSES,
                WALK,
                WALK_WITHOUT_A_CHOICE_IN_SOME_FOLDS,
                WALK_OF_A_DEFINITION,
                CROSS_VALIDATION,
                CROSS_VALIDATION_WITHOUT_A_CHOICE
            })
    void any_number_of_parts_in_any_order_gives_the_same(String fields) {
        RecordingJobContext one = new RecordingJobContext(JOB);
        String whole = Json.MAPPER.writeValueAsString(handler.run(read(market(fields), OptimizeRequest.class), one));
        List<String> tried = sketches();
        long runs = one.reports().stream()
                .mapToLong(RecordingJobContext.Progress::total)
                .max()
                .orElseThrow();

        for (int count : new int[] {2, 7, 29}) {
            forget();
            OptimizeRequest request = divided(fields, count);
            RecordingJobContext job = new RecordingJobContext(JOB);
            assertThat(handler.run(request, job)).isNull();
            assertThat(job.children()).hasSize((int) Math.min(runs, count));
            List<RecordingJobContext> jobs = new ArrayList<>();
            List<ChildResult> swept = swept(job.children(), jobs);
            assertThat(jobs.stream().mapToLong(DividedOptimisationIT::done).sum())
                    .isEqualTo(runs);
            RecordingJobContext together = new RecordingJobContext(JOB);

            assertThat(Json.MAPPER.writeValueAsString(handler.gather(request, new ListedChildren(swept), together)))
                    .isEqualTo(whole);
            assertThat(sketches()).isEqualTo(tried);
            jobs.addAll(List.of(job, together));
            assertThat(jobs.stream()
                            .flatMap(context -> context.warnings().stream())
                            .toList())
                    .containsExactlyInAnyOrderElementsOf(one.warnings());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {PLAIN, WALK, CROSS_VALIDATION})
    void who_left_the_engine_to_choose_is_told_why_it_was_the_nodes(String fields) {
        ObjectNode payload = market(fields).put("engine", "auto").put("shards", 2);
        stored(payload);
        OptimizeRequest request = read(payload, OptimizeRequest.class);
        RecordingJobContext job = new RecordingJobContext(JOB);
        handler.run(request, job);

        OptimizeResult result = handler.gather(
                request, new ListedChildren(swept(job.children(), new ArrayList<>())), new RecordingJobContext(JOB));

        assertThat(result.engine()).isEqualTo("local");
        assertThat(result.engineReason())
                .isEqualTo("the search is divided among the nodes (shards), and Spark takes no parts");
        assertThat(result.fallbackReason()).isNull();
    }

    private static OptimizeRequest divided(String fields, int parts) {
        ObjectNode payload = market(fields).put("shards", parts);
        stored(payload);
        return read(payload, OptimizeRequest.class);
    }

    private static void stored(ObjectNode payload) {
        DATABASE.database()
                .update(
                        "insert into job (id, job_type, lane, priority, payload, max_attempts) values (?, 'optimize', 'compute', 0, ?::json, 3)",
                        JOB,
                        payload.toString());
    }

    /** Sweeps the parts in another order than theirs. */
    private List<ChildResult> swept(List<JobRequest> asked, List<RecordingJobContext> jobs) {
        ChildResult[] swept = new ChildResult[asked.size()];
        List<Integer> order =
                new ArrayList<>(IntStream.range(0, asked.size()).boxed().toList());
        Collections.shuffle(order, new Random(asked.size()));
        for (int k : order) {
            RecordingJobContext job = new RecordingJobContext(JOB + 1 + k);
            jobs.add(job);
            String result = Json.MAPPER.writeValueAsString(part(asked.get(k), job));
            swept[k] = new ChildResult(
                    JOB + 1 + k,
                    k,
                    asked.get(k).jobType(),
                    JobState.SUCCEEDED,
                    asked.get(k).payload(),
                    Json.MAPPER.readTree(result),
                    null);
        }
        return List.of(swept);
    }

    private OptimizedPart part(JobRequest asked, JobContext job) {
        return parts.run(read((ObjectNode) asked.payload(), GridPart.class), job);
    }

    private static List<String> sketches() {
        return DATABASE.database()
                .query(
                        "select trials || ' ' || encode(hashes, 'hex') || ' ' || encode(outcomes, 'hex') from trial_sketch"
                                + " union all select trials || ' ' || encode(hashes, 'hex') || ' ' || encode(outcomes, 'hex')"
                                + " from strategy_trial_sketch",
                        row -> row.getString(1));
    }

    /** How many runs a part reports last, all of its own. */
    private static long done(RecordingJobContext part) {
        RecordingJobContext.Progress last = part.reports().get(part.reports().size() - 1);
        assertThat(last.current()).isEqualTo(last.total());
        return last.total();
    }

    @ParameterizedTest
    @ValueSource(strings = {PLAIN, WALK, CROSS_VALIDATION})
    void a_part_that_is_canceled_stops_and_prices_that_change_between_two_parts_are_said_and_not_mixed(String fields) {
        RecordingJobContext job = new RecordingJobContext(JOB);
        handler.run(divided(fields, 2), job);
        JobRequest first = job.children().get(0);
        RecordingJobContext canceled = new RecordingJobContext(JOB + 1);
        canceled.stopAfterReports(1);

        assertThatThrownBy(() -> part(first, canceled)).isInstanceOf(JobStoppedException.class);
        prices.digest("another digest");
        assertThatThrownBy(() -> part(first, new RecordingJobContext(JOB + 1, 2)))
                .isInstanceOf(JobFailedException.class)
                .hasMessageContaining("changed while the search ran");
    }

    @Test
    void parts_are_refused_where_there_is_nothing_to_divide() {
        stored(market(WALK));

        for (GridPart part : List.of(
                new GridPart(JOB, 0, 2, "digest", null, true), new GridPart(JOB + 77, 0, 2, "digest", null, true))) {
            assertThat(parts.check(part))
                    .containsExactly(
                            new Violation("job_id", "must be an optimisation with shards; was " + part.jobId()));
        }
    }

    @Test
    void a_range_too_short_for_its_groups_fails_before_it_is_divided() {
        ObjectNode payload = market(CROSS_VALIDATION).put("shards", 3).put("end_ts", "2014-01-08T00:00:00");

        assertThatThrownBy(() -> handler.run(read(payload, OptimizeRequest.class), new RecordingJobContext(JOB)))
                .isInstanceOf(JobFailedException.class)
                .hasMessageContaining("days are too few for 6 groups");
    }

    @Test
    void no_step_of_a_part_of_a_large_search_takes_a_second() throws Exception {
        for (String mode : List.of("in_sample", "walk", "cpcv")) {
            assertThat(longestStep(mode)).as(mode).isLessThan(PacedJob.MAX_BETWEEN);
        }
    }

    private Duration longestStep(String mode) throws Exception {
        FixedPrices years = new FixedPrices(RandomMarket.bars(Timeframe.M1, 200_000, 1));
        ObjectNode payload = market().put("start_ts", "1970-01-01T00:00:00Z")
                .put("end_ts", "2100-01-01T00:00:00Z")
                .put("validation_mode", mode);
        payload.putObject("param_grid")
                .set(
                        "rsi_ma_len",
                        Json.MAPPER.valueToTree(
                                IntStream.rangeClosed(1, 900).boxed().toList()));
        payload.putObject("walk_forward").put("train_days", 60).put("test_days", 20);
        OptimizeRequest request = read(payload, OptimizeRequest.class);
        TestedPrices stored = TestedPrices.stored(years, request.window(), request.baseParams());
        GridPart last = new GridPart(JOB, 1, 2, stored.digest(), null, true);
        Optimisation search = new Optimisations(SweepThreads.ONE, counting, history).of(request);

        return PacedJob.longestStep(
                Duration.ofMillis(1200),
                job -> () -> search.part(
                        request,
                        stored,
                        OptimizeHandler.plan(request, request.space(CatalogedStrategy.BUILT_IN), job),
                        last,
                        job));
    }
}
