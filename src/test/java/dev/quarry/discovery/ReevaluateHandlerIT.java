package dev.quarry.discovery;

import static dev.quarry.search.Payloads.faults;
import static dev.quarry.search.Payloads.object;
import static dev.quarry.search.Payloads.read;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quarry.catalog.StrategyCatalog;
import dev.quarry.job.JobStoppedException;
import dev.quarry.job.PacedJob;
import dev.quarry.job.RecordingJobContext;
import dev.quarry.ledger.RunLedger;
import dev.quarry.ledger.RunSetup;
import dev.quarry.ledger.RunStatistics;
import dev.quarry.ledger.StoredRuns;
import dev.quarry.ledger.TestedRun;
import dev.quarry.ledger.query.KnownStrategies;
import dev.quarry.ledger.tally.Reevaluation;
import dev.quarry.platform.sql.TestDatabase;
import dev.quarry.sweep.search.WinCriteria;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ReevaluateHandlerIT {

    @RegisterExtension
    static final TestDatabase DATABASE = new TestDatabase();

    /** Both sides of every bound below, the bound itself, and what is no plain number. */
    private static final double[] FIGURES = {
        Double.NaN,
        Double.POSITIVE_INFINITY,
        Double.NEGATIVE_INFINITY,
        -0.0,
        0,
        Math.nextDown(0.1),
        0.1,
        20,
        Math.nextUp(20.0),
        100,
        -1e300
    };

    private static final int RUNS_OF_A_JOB = 300;

    private final RunLedger ledger = new RunLedger(DATABASE.database());

    @BeforeEach
    void emptyLedger() {
        DATABASE.empty("backtest_run", "backtest_outcome", "backtest_setup", "run_reevaluation");
    }

    @Test
    void the_database_judges_as_the_criteria_do() {
        Random random = new Random(5);
        fill(random);
        for (long job = 1; job <= 40; job++) {
            Map<String, TestedRun> before = byHash();
            ReevaluateRequest request = randomRequest(random);
            WinCriteria criteria = request.criteria();

            ReevaluateResult result = handler(97).run(request, new RecordingJobContext(job));

            List<TestedRun> after = StoredRuns.all(DATABASE.database());
            assertThat(after).as("%s", criteria).allSatisfy(run -> assertThat(run.winner())
                    .isEqualTo(run.statistics().meets(criteria)));
            assertThat(result)
                    .isEqualTo(new ReevaluateResult(
                            2 * RUNS_OF_A_JOB,
                            count(before.values().stream().toList(), TestedRun::winner),
                            count(after, TestedRun::winner),
                            count(
                                    after,
                                    run -> run.winner()
                                            && !before.get(run.paramsHash()).winner()),
                            count(
                                    after,
                                    run -> !run.winner()
                                            && before.get(run.paramsHash()).winner()),
                            criteria));
        }
    }

    @Test
    void only_the_runs_of_that_job_or_market_are_judged() {
        fill(new Random(6));
        long winnersOfTwo = count(ofJob(2), TestedRun::winner);
        ReevaluateResult result = run("{\"job_id\": 1, \"win_criteria\": {\"min_trades\": 1000}}", 50);

        assertThat(result.runs()).isEqualTo(RUNS_OF_A_JOB);
        assertThat(result.winnersAfter()).isZero();
        assertThat(count(ofJob(1), TestedRun::winner)).isZero();
        assertThat(count(ofJob(2), TestedRun::winner)).isEqualTo(winnersOfTwo);

        ReevaluateResult ether = run("{\"symbol\": \"ETH/USD\", \"win_criteria\": {\"min_trades\": 1000}}", 51);
        assertThat(ether.winnersBefore()).isEqualTo(winnersOfTwo).isEqualTo(ether.becameLosers());
        assertThat(run("{\"symbol\": \"XRP/USD\"}", 52).runs()).isZero();
    }

    @Test
    void an_attempt_after_a_crash_goes_on_where_the_first_one_was_and_counts_nothing_twice() {
        fill(new Random(7));
        Map<String, TestedRun> before = byHash();
        ReevaluateRequest request =
                read(object("{\"win_criteria\": {\"min_total_return\": 20}}"), ReevaluateRequest.class);
        RecordingJobContext crashing = new RecordingJobContext(1);
        crashing.stopAtProgress(RUNS_OF_A_JOB + 100);
        assertThatThrownBy(() -> handler(50).run(request, crashing)).isInstanceOf(JobStoppedException.class);

        RecordingJobContext second = new RecordingJobContext(1, 2);
        ReevaluateResult result = handler(50).run(request, second);

        assertThat(second.reports().get(0).current()).isGreaterThan(RUNS_OF_A_JOB);
        assertThat(result.runs()).isEqualTo(2 * RUNS_OF_A_JOB);
        assertThat(result.winnersBefore()).isEqualTo(count(List.copyOf(before.values()), TestedRun::winner));
        assertThat(result.winnersAfter())
                .isEqualTo(result.winnersBefore() + result.becameWinners() - result.becameLosers())
                .isEqualTo(count(StoredRuns.all(DATABASE.database()), TestedRun::winner));
        assertThat(handler(50).run(request, new RecordingJobContext(1, 3))).isEqualTo(result);
    }

    @Test
    void what_deleted_jobs_had_noted_is_forgotten() {
        fill(new Random(9));
        run("{\"win_criteria\": {\"min_trades\": 10}}", 61);
        run("{\"win_criteria\": {\"min_trades\": 20}}", 62);

        assertThat(DATABASE.database().query("select job_id from run_reevaluation", row -> row.getLong(1)))
                .containsExactly(62L);
    }

    @Test
    void an_attempt_that_lost_its_job_judges_nothing() {
        fill(new Random(8));
        List<TestedRun> before = StoredRuns.all(DATABASE.database());
        RecordingJobContext job = new RecordingJobContext(1);
        job.stopAfterReports(1);

        assertThatThrownBy(() -> handler(50)
                        .run(read(object("{\"win_criteria\": {\"min_trades\": 1000}}"), ReevaluateRequest.class), job))
                .isInstanceOf(JobStoppedException.class);
        assertThat(StoredRuns.all(DATABASE.database())).isEqualTo(before);
    }

    @Test
    void criteria_and_timeframe_are_checked_when_the_job_is_enqueued() {
        assertThat(faults(
                        object("{\"timeframe\": \"31m\", \"win_criteria\": {\"min_luck\": 1, \"min_trades\": -1}}"),
                        ReevaluateRequest.class))
                .containsOnlyKeys("timeframe", "win_criteria.min_luck", "win_criteria.min_trades");
    }

    @Test
    void no_step_of_judging_the_runs_of_a_hundred_thousand_discoveries_takes_a_second() throws Exception {
        DATABASE.database().update("""
                insert into backtest_setup (job_id, exchange, symbol, timeframe, start_ts, end_ts, base_params, grid,
                    data_digest, engine_version)
                select n, 'bitstamp', 'BTC/USD', '30m', '2024-01-01T00:00:00Z', '2024-01-31T23:59:59.999Z', '{}', '{}',
                    'digest', '1'
                from generate_series(1, 100000) n
                """);
        ReevaluateRequest request = read(
                object("{\"symbol\": \"BTC/USD\", \"start_ts\": \"2024-01-01\", \"end_ts\": \"2024-01-31\"}"),
                ReevaluateRequest.class);

        assertThat(PacedJob.longestStep(
                        Duration.ofSeconds(1), job -> () -> handler(50).run(request, job)))
                .isLessThan(PacedJob.MAX_BETWEEN);
    }

    private ReevaluateResult run(String payload, long job) {
        return handler(50).run(read(object(payload), ReevaluateRequest.class), new RecordingJobContext(job));
    }

    private ReevaluateHandler handler(int batch) {
        return new ReevaluateHandler(
                new Reevaluation(DATABASE.database()),
                DATABASE.transactions(),
                new KnownStrategies(new StrategyCatalog(null), null),
                batch);
    }

    private void fill(Random random) {
        for (long job = 1; job <= 2; job++) {
            RunSetup setup = new RunSetup(
                    job,
                    "bitstamp",
                    job == 1 ? "BTC/USD" : "ETH/USD",
                    "30m",
                    "a",
                    "b",
                    Map.of(),
                    Map.of("bb_len", new ArrayList<>(List.of(1))),
                    "digest",
                    "1");
            List<TestedRun> runs = new ArrayList<>();
            for (int i = 0; i < RUNS_OF_A_JOB; i++) {
                runs.add(new TestedRun(
                        "%016x".formatted(job * 10_000 + i), 0, Map.of(), statistics(random), random.nextBoolean()));
            }
            DATABASE.transactions().runInNew(() -> ledger.writer(setup, true).save(StoredRuns.anew(runs)));
        }
    }

    private static RunStatistics statistics(Random random) {
        return new RunStatistics(
                figure(random),
                figure(random),
                figure(random),
                figure(random),
                figure(random),
                figure(random),
                figure(random),
                figure(random),
                random.nextInt(4),
                figure(random));
    }

    private static double figure(Random random) {
        return random.nextInt(3) == 0
                ? FIGURES[random.nextInt(FIGURES.length)]
                : random.nextDouble() < 0.5 ? 20 : random.nextDouble();
    }

    private static ReevaluateRequest randomRequest(Random random) {
        return read(
                object("{\"win_criteria\": {\"min_total_return\": %s, \"max_drawdown\": %s, \"min_trades\": %d,"
                                .formatted(
                                        random.nextBoolean() ? "-1e300" : "0.1",
                                        random.nextBoolean() ? "20" : "0",
                                        random.nextInt(3))
                        + "\"max_mark_to_market_drawdown\": %s, \"min_profit_factor\": %s, \"min_win_rate\": %s}}"
                                .formatted(
                                        random.nextBoolean() ? "null" : random.nextBoolean() ? "20" : "0.5",
                                        random.nextBoolean() ? "0" : "20",
                                        random.nextBoolean() ? "0" : "0.1")),
                ReevaluateRequest.class);
    }

    private Map<String, TestedRun> byHash() {
        return StoredRuns.all(DATABASE.database()).stream().collect(Collectors.toMap(TestedRun::paramsHash, r -> r));
    }

    private List<TestedRun> ofJob(long job) {
        return StoredRuns.all(DATABASE.database()).stream()
                .filter(run -> Long.parseLong(run.paramsHash(), 16) / 10_000 == job)
                .toList();
    }

    private static long count(List<TestedRun> runs, Predicate<TestedRun> condition) {
        return runs.stream().filter(condition).count();
    }
}
