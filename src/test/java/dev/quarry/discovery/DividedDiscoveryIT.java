package dev.quarry.discovery;

import static dev.quarry.search.Payloads.market;
import static dev.quarry.search.Payloads.read;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quarry.engine.SampleBars;
import dev.quarry.job.ChildResult;
import dev.quarry.job.FailurePolicy;
import dev.quarry.job.JobFailedException;
import dev.quarry.job.JobRequest;
import dev.quarry.job.JobState;
import dev.quarry.job.JobStoppedException;
import dev.quarry.job.ListedChildren;
import dev.quarry.job.PacedJob;
import dev.quarry.job.RecordingJobContext;
import dev.quarry.ledger.LedgerFaults;
import dev.quarry.platform.json.Json;
import dev.quarry.platform.sql.TestDatabase;
import dev.quarry.search.FixedPrices;
import dev.quarry.search.GridPart;
import dev.quarry.search.SweepThreads;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** A discovery that is divided gives what one job of it gives: the same bits, rows, counts and verdict. */
class DividedDiscoveryIT {

    @RegisterExtension
    static final TestDatabase DATABASE = new TestDatabase();

    private static final String WIDE = """
            {"base_params": {"trade_direction": "Both", "cash": 5000.5},
             "param_grid": {"rsi_min": [52, 55, 58.0, 61], "rsi_ma_min": [50, 54], "stop_pct": [1, 2, 3],
                            "use_trailing": [true, false], "trail_pct": [1, 2], "exit_level": ["mid", "lower"]},
             "win_criteria": {"min_trades": 1, "min_total_return": -5, "max_drawdown": 60, "min_profit_factor": 0}}
            """;

    private static final String DEFINED = """
            {"strategy": "turtle_trading", "param_grid": {"entry_bars": [10, 15, 20, 30, 40, 55], "exit_bars": [5, 10, 15, 20, 30]},
             "win_criteria": {"min_trades": 1, "min_total_return": -90, "max_drawdown": 99, "min_profit_factor": 0}}
            """;

    private static final String SAMPLED = """
            {"grid": "QUICK", "max_combinations": 300, "seed": 5, "base_params": {"trade_direction": "Both"}}
            """;

    private static final long JOB = 900;

    private final FixedPrices prices = new FixedPrices(SampleBars.bars());

    @BeforeEach
    void emptyLedger() {
        DATABASE.empty(
                "job", "backtest_run", "backtest_outcome", "backtest_setup", "trial_sketch", "strategy_trial_sketch");
    }

    @ParameterizedTest
    @ValueSource(strings = {WIDE, DEFINED, SAMPLED})
    void any_number_of_parts_in_any_order_gives_the_same(String fields) {
        DiscoverResult whole = whole(fields);
        List<String> rows = rows();
        List<String> sketches = sketches();
        for (int parts : new int[] {2, 3, 7, 31}) {
            emptyLedger();
            RecordingJobContext parent = new RecordingJobContext(JOB);
            ObjectNode payload = divided(fields, parts);
            assertThat(handler().run(read(payload, DiscoverRequest.class), parent))
                    .isNull();
            assertThat(parent.children())
                    .hasSize((int) Math.min(parts, whole.summary().totalTested()));
            assertThat(parent.failurePolicy()).isEqualTo(FailurePolicy.FAIL_FAST);

            assertSame(gathered(payload, swept(parent.children(), parts)), whole);
            assertThat(rows()).isEqualTo(rows);
            assertThat(sketches()).isEqualTo(sketches);
        }
    }

    @Test
    void who_left_the_engine_to_choose_is_told_why_it_was_the_nodes() {
        ObjectNode payload = divided(SAMPLED, 2).put("engine", "auto");
        RecordingJobContext parent = new RecordingJobContext(JOB);
        handler().run(read(payload, DiscoverRequest.class), parent);

        DiscoverResult result = gathered(payload, swept(parent.children(), 1));

        assertThat(result.engine()).isEqualTo("local");
        assertThat(result.engineReason())
                .isEqualTo("the search is divided among the nodes (shards), and Spark takes no parts");
    }

    @Test
    void what_was_tested_before_is_skipped_in_parts_too() {
        whole(WIDE, 1);
        ObjectNode payload = divided(WIDE, 4);
        RecordingJobContext parent = new RecordingJobContext(JOB);
        handler().run(read(payload, DiscoverRequest.class), parent);

        DiscoverResult result = gathered(payload, swept(parent.children(), 1));
        assertThat(result.summary().newTested()).isZero();
        assertThat(result.summary().skipped()).isEqualTo(result.summary().totalTested());
        assertThat(rows()).hasSize((int) result.summary().totalTested());
    }

    @Test
    void a_part_that_is_killed_costs_no_more_than_its_own_range_and_a_search_that_is_run_again_doubles_nothing() {
        DiscoverResult whole = whole(WIDE);
        List<String> rows = rows();
        emptyLedger();
        ObjectNode payload = divided(WIDE, 3);
        RecordingJobContext parent = new RecordingJobContext(JOB);
        handler().run(read(payload, DiscoverRequest.class), parent);
        RecordingJobContext killed = new RecordingJobContext(JOB + 1);
        killed.stopAtProgress(40);

        assertThatThrownBy(() -> part(parent.children().get(0), killed)).isInstanceOf(JobStoppedException.class);
        assertThat(rows()).isNotEmpty().hasSizeLessThan(rows.size() / 3);
        List<ChildResult> swept = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            swept.add(child(
                    i,
                    parent.children().get(i),
                    part(parent.children().get(i), new RecordingJobContext(JOB + 1 + i, 2))));
        }
        assertSame(gathered(payload, swept), whole);
        assertThat(rows()).isEqualTo(rows);

        RecordingJobContext again = new RecordingJobContext(JOB, 2);
        handler().run(read(payload, DiscoverRequest.class), again);
        assertSame(gathered(payload, swept(again.children(), 5)), whole);
        assertThat(rows()).isEqualTo(rows);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void parts_of_two_overlapping_searches_at_the_same_time_some_of_them_killed_leave_what_one_after_the_other_leaves(
            long seed) throws Exception {
        String other = WIDE.replace("[52, 55, 58.0, 61]", "[55, 58.0, 64]");
        whole(WIDE, JOB);
        whole(other, 2 * JOB);
        List<String> runs = runs();
        List<String> sketches = sketches("hashes");
        emptyLedger();
        List<ObjectNode> payloads = List.of(divided(WIDE, 5, JOB), divided(other, 4, 2 * JOB));
        List<List<JobRequest>> asked = new ArrayList<>();
        for (ObjectNode payload : payloads) {
            RecordingJobContext parent = new RecordingJobContext(asked.isEmpty() ? JOB : 2 * JOB);
            handler().run(read(payload, DiscoverRequest.class), parent);
            asked.add(parent.children());
        }
        List<JobRequest> all = new ArrayList<>(asked.get(0));
        all.addAll(asked.get(1));
        Random random = new Random(seed);
        Collections.shuffle(all, random);

        ExecutorService workers = Executors.newFixedThreadPool(4);
        try {
            List<Future<DiscoveredPart>> parts = new ArrayList<>();
            for (JobRequest one : all) {
                long dies = random.nextInt(3) == 0 ? 10 + random.nextInt(30) : Long.MAX_VALUE;
                parts.add(workers.submit(() -> killedOnce(one, dies)));
            }
            for (Future<DiscoveredPart> part : parts) {
                part.get(2, TimeUnit.MINUTES);
            }
        } finally {
            workers.shutdownNow();
        }

        assertThat(LedgerFaults.of(DATABASE.database())).isEmpty();
        assertThat(runs()).isEqualTo(runs);
        assertThat(sketches("hashes")).isEqualTo(sketches);
    }

    /** The part as the queue has it run: again, where an attempt is lost. */
    private DiscoveredPart killedOnce(JobRequest asked, long dies) {
        RecordingJobContext first = new RecordingJobContext(JOB + 1);
        first.stopAtProgress(dies);
        try {
            return part(asked, first);
        } catch (JobStoppedException e) {
            return part(asked, new RecordingJobContext(JOB + 1, 2));
        }
    }

    @Test
    void prices_that_change_between_two_parts_are_said_and_not_mixed() {
        ObjectNode payload = divided(WIDE, 2);
        RecordingJobContext parent = new RecordingJobContext(JOB);
        handler().run(read(payload, DiscoverRequest.class), parent);
        prices.digest("another digest");

        assertThatThrownBy(() -> part(parent.children().get(0), new RecordingJobContext(JOB + 1)))
                .isInstanceOf(JobFailedException.class)
                .hasMessageContaining("changed while the search ran");
    }

    @Test
    void parts_are_refused_where_there_is_nothing_to_divide() {
        job(market(WIDE));
        GridPart part = new GridPart(JOB, 0, 2, "digest", null, true);
        GridPart nowhere = new GridPart(JOB + 77, 0, 2, "digest", null, true);

        assertThat(parts().check(part)).singleElement().asString().contains("with shards");
        assertThat(parts().check(nowhere)).singleElement().asString().contains("was 977");
        assertThat(new GridPart(JOB, 2, 2, "d", null, false).violations()).hasSize(1);
        for (String wrong : List.of("0", "1001", "\"all\"", "2.5", "[2]", "true")) {
            ObjectNode payload = market(WIDE);
            payload.set("shards", Json.MAPPER.readTree(wrong));
            assertThatThrownBy(() -> read(payload, DiscoverRequest.class))
                    .hasMessageStartingWith("shards must be auto");
        }
    }

    @Test
    void no_step_of_a_part_of_a_large_discovery_takes_a_second() throws Exception {
        ObjectNode payload = market("{\"shards\": 2}");
        ObjectNode grid = payload.putObject("param_grid");
        grid.set("bb_basis_type", Json.MAPPER.valueToTree(Collections.nCopies(1_000, "SMA")));
        grid.set("kc_mid_type", Json.MAPPER.valueToTree(Collections.nCopies(1_000, "EMA")));
        job(payload);
        GridPart last = new GridPart(JOB, 1, 2, "0123456789abcdef", null, true);

        assertThat(PacedJob.longestStep(Duration.ofMinutes(1), job -> () -> parts().run(last, job)))
                .isLessThan(PacedJob.MAX_BETWEEN);
    }

    private DiscoverResult whole(String fields) {
        return whole(fields, JOB);
    }

    private DiscoverResult whole(String fields, long job) {
        ObjectNode payload = market(fields);
        return (DiscoverResult) handler().run(read(payload, DiscoverRequest.class), new RecordingJobContext(job));
    }

    private static ObjectNode divided(String fields, int parts) {
        return divided(fields, parts, JOB);
    }

    private static ObjectNode divided(String fields, int parts, long job) {
        ObjectNode payload = market(fields).put("shards", parts);
        job(payload, job);
        return payload;
    }

    private static void job(ObjectNode payload) {
        job(payload, JOB);
    }

    private static void job(ObjectNode payload, long job) {
        DATABASE.database()
                .update(
                        "insert into job (id, job_type, lane, priority, payload, max_attempts) values (?, 'discover', 'compute', 0, ?::json, 3)",
                        job,
                        payload.toString());
    }

    /** The results of parts that were run in some order, by several workers one after the other. */
    private List<ChildResult> swept(List<JobRequest> asked, long seed) {
        List<Integer> order = new ArrayList<>();
        for (int i = 0; i < asked.size(); i++) {
            order.add(i);
        }
        Collections.shuffle(order, new Random(seed));
        ChildResult[] results = new ChildResult[asked.size()];
        for (int i : order) {
            results[i] = child(i, asked.get(i), part(asked.get(i), new RecordingJobContext(JOB + 1 + i)));
        }
        return List.of(results);
    }

    private static ChildResult child(int position, JobRequest asked, DiscoveredPart part) {
        JsonNode result = Json.MAPPER.readTree(Json.MAPPER.writeValueAsString(part));
        return new ChildResult(
                JOB + 1 + position, position, asked.jobType(), JobState.SUCCEEDED, asked.payload(), result, null);
    }

    private DiscoveredPart part(JobRequest asked, RecordingJobContext job) {
        return parts().run(read((ObjectNode) asked.payload(), GridPart.class), job);
    }

    private DiscoverResult gathered(ObjectNode payload, List<ChildResult> parts) {
        return (DiscoverResult) handler()
                .gather(read(payload, DiscoverRequest.class), new ListedChildren(parts), new RecordingJobContext(JOB));
    }

    private static void assertSame(DiscoverResult divided, DiscoverResult whole) {
        ObjectNode one = Json.MAPPER.valueToTree(divided);
        ObjectNode other = Json.MAPPER.valueToTree(whole);
        ((ObjectNode) one.get("summary")).remove("duration_seconds");
        ((ObjectNode) other.get("summary")).remove("duration_seconds");
        assertThat(one).isEqualTo(other);
    }

    private DiscoverHandler handler() {
        return TestDiscovery.handler(DATABASE, prices, SweepThreads.ONE, 1_000_000, 10);
    }

    private DiscoverPartHandler parts() {
        return TestDiscovery.parts(DATABASE, prices, SweepThreads.ONE, 10);
    }

    /** Every stored run with its figures, without the keys by which tables name one another. */
    private static List<String> rows() {
        return DATABASE.database()
                .query(
                        "select r.params_hash || ' ' || r.grid_index || ' ' || s.job_id || ' ' || s.strategy || ' ' || s.data_digest || ' '"
                                + " || o.is_winner || ' ' || concat_ws(' ', o.total_return, o.max_drawdown,"
                                + " o.max_mark_to_market_drawdown, o.profit_factor, o.win_rate, o.sharpe_ratio,"
                                + " o.sortino_ratio, o.calmar_ratio, o.num_trades, o.avg_return)"
                                + " from backtest_run r join backtest_outcome o on o.id = r.outcome_id"
                                + " join backtest_setup s on s.id = o.setup_id order by r.grid_index, r.params_hash limit 100000",
                        row -> row.getString(1));
    }

    /** Every stored run with its figures, whichever search it is of. */
    private static List<String> runs() {
        return DATABASE.database()
                .query(
                        "select r.params_hash || ' ' || o.is_winner || ' ' || concat_ws(' ', o.total_return, o.max_drawdown,"
                                + " o.max_mark_to_market_drawdown, o.profit_factor, o.win_rate, o.sharpe_ratio,"
                                + " o.sortino_ratio, o.calmar_ratio, o.num_trades, o.avg_return)"
                                + " from backtest_run r join backtest_outcome o on o.id = r.outcome_id order by r.params_hash limit 100000",
                        row -> row.getString(1));
    }

    private static List<String> sketches() {
        return sketches("outcomes");
    }

    /** How many trials there were, of which hashes. */
    private static List<String> sketches(String more) {
        String columns = "select trials || ' ' || encode(hashes, 'hex') || ' ' || encode(" + more + ", 'hex') from ";
        return DATABASE.database()
                .query(
                        columns + "trial_sketch union all " + columns + "strategy_trial_sketch",
                        row -> row.getString(1));
    }
}
