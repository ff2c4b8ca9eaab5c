package dev.quarry.ledger.query;

import static dev.quarry.search.Payloads.market;
import static dev.quarry.search.Payloads.read;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quarry.discovery.DiscoverRequest;
import dev.quarry.discovery.TestDiscovery;
import dev.quarry.engine.SampleBars;
import dev.quarry.job.JobStoppedException;
import dev.quarry.job.RecordingJobContext;
import dev.quarry.ledger.RunFileRetention;
import dev.quarry.ledger.RunHash;
import dev.quarry.ledger.tally.RunAnalysis;
import dev.quarry.platform.json.Json;
import dev.quarry.platform.measure.WorkCounter;
import dev.quarry.platform.problem.ProblemException;
import dev.quarry.platform.sql.TestDatabase;
import dev.quarry.search.FixedPrices;
import dev.quarry.search.SweepThreads;
import dev.quarry.spark.TestSpark;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.node.ObjectNode;

/** A discovery whose runs Spark's executors store as Parquet answers whatever one does whose runs are rows. */
class FiledRunsIT {

    @RegisterExtension
    static final TestDatabase DATABASE = new TestDatabase();

    private static final int BATCH = 50;
    private static final long JOB = 7;

    private static final String WIDE = """
            {"base_params": {"trade_direction": "Both", "cash": 5000.5},
             "param_grid": {"rsi_min": [52, 55, 58.0, 61], "rsi_ma_min": [50, 54], "stop_pct": [1, 2, 3],
                            "use_trailing": [true, false], "trail_pct": [1, 2], "exit_level": ["mid", "lower"]},
             "win_criteria": {"min_trades": 1, "min_total_return": -5, "max_drawdown": 60, "min_profit_factor": 0}}
            """;

    @TempDir
    private Path output;

    private final FixedPrices prices = new FixedPrices(SampleBars.bars());

    @BeforeEach
    void emptyLedger() {
        DATABASE.empty("job", "backtest_run", "backtest_outcome", "backtest_setup", "trial_sketch");
    }

    @Test
    void
            whatever_is_asked_of_runs_in_files_is_answered_as_of_rows_and_rows_take_their_place_where_they_are_tested_again()
                    throws IOException, InterruptedException {
        ObjectNode local = discover(SweepThreads.ONE, market(WIDE), new RecordingJobContext(JOB));
        List<String> expected = answers();
        emptyLedger();
        SweepThreads spark = onSpark();

        ObjectNode filed = discover(spark, market(WIDE).put("engine", "spark!"), new RecordingJobContext(JOB));

        assertThat(filed.put("engine", "local")).isEqualTo(local);
        assertThat(rows()).isZero();
        assertThat(files()).hasSize(3);
        assertSame(answers(), expected);
        assertThatThrownBy(() -> new RunStream(DATABASE.database())
                        .choose(new RunStream.Request(RunFilter.ANY, RunSort.DEFAULT, Long.MAX_VALUE)))
                .hasMessageStartingWith("sort must be left out: some of these runs are in files");

        // What is in files is known, in another order of the grid too.
        ObjectNode turned = market(WIDE).put("engine", "spark!");
        ObjectNode grid = Json.MAPPER.createObjectNode();
        List<String> names = new ArrayList<>(turned.get("param_grid").propertyNames());
        java.util.Collections.reverse(names);
        names.forEach(name -> grid.set(name, turned.get("param_grid").get(name)));
        turned.set("param_grid", grid);
        ObjectNode again = discover(spark, turned, new RecordingJobContext(JOB + 1));
        assertThat(again.at("/summary/new_tested").asLong()).isZero();
        assertThat(again.at("/summary/skipped").asLong()).isEqualTo(144);
        assertThat(again.at("/summary/winners_found").asLong())
                .isEqualTo(local.at("/summary/winners_found").asLong());
        assertThat(files()).hasSize(3);

        // Win criteria of a later search judge them anew.
        ObjectNode strict = market(WIDE);
        ((ObjectNode) strict.get("win_criteria")).put("min_total_return", 5);
        ObjectNode judged = discover(SweepThreads.ONE, strict, new RecordingJobContext(JOB + 2));
        assertThat(judged.at("/summary/new_tested").asLong()).isZero();
        assertThat(DATABASE.database()
                        .first("select sum(runs) from backtest_outcome where is_winner", r -> r.getLong(1)))
                .contains(judged.at("/summary/winners_found").asLong());

        // Tested again they are stored once, and the files, which nothing names any more, can go.
        discover(SweepThreads.ONE, market(WIDE).put("skip_tested", false), new RecordingJobContext(JOB + 3));
        assertThat(rows()).isEqualTo(144);
        RunFilter newest = filter(JOB + 3, null, List.of(), Map.of());
        RunSearch search = new RunSearch(DATABASE.database());
        assertThat(pages(search, newest, RunSort.DEFAULT)).isEqualTo(pages(search, RunFilter.ANY, RunSort.DEFAULT));
        assertThat(files()).hasSize(3);
        retention().forget();
        assertThat(files()).isEmpty();
    }

    @Test
    void what_is_not_registered_does_not_count_and_goes_and_the_next_attempt_stores_the_rest_as_it_can()
            throws IOException, InterruptedException {
        ObjectNode local = discover(SweepThreads.ONE, market(WIDE), new RecordingJobContext(JOB));
        List<String> expected = answers();
        emptyLedger();
        RecordingJobContext lost = new RecordingJobContext(JOB);
        lost.stopAtProgress(60);

        assertThatThrownBy(() -> discover(onSpark(), market(WIDE).put("engine", "spark!"), lost))
                .isInstanceOf(JobStoppedException.class);
        assertThat(files()).hasSize(1);
        assertThat(registered()).isEqualTo(1);
        ObjectNode rest = discover(SweepThreads.ONE, market(WIDE), new RecordingJobContext(JOB, 2));

        assertThat(rest).isEqualTo(local);
        assertThat(rows()).isEqualTo(144 - BATCH);
        assertSame(answers(), expected);

        // Without its place, what is there is said and nothing is made up.
        Path moved = Files.move(output.resolve("exchange=bitstamp"), output.resolve("away"));
        RunSearch search = new RunSearch(DATABASE.database());
        assertThatThrownBy(() ->
                        pages(search, RunFilter.ANY, RunSort.of("grid_index").orElseThrow()))
                .isInstanceOfSatisfying(ProblemException.class, problem -> assertThat(problem.status())
                        .isEqualTo(503))
                .hasMessageContaining("it is not there");
        Files.move(moved, output.resolve("exchange=bitstamp"));

        // Files go with the job, and what rests on them.
        retention().forget();
        assertThat(registered()).isZero();
        assertThat(files()).isEmpty();
        assertThat(pages(search, RunFilter.ANY, RunSort.DEFAULT)).hasSizeGreaterThan(144 - BATCH);
        assertThat(search.page(new RunQuery(RunFilter.ANY, RunSort.DEFAULT, null, 200))
                        .runs())
                .hasSize(144 - BATCH);
    }

    /** As a whole they would fill the screen. */
    @Test
    void files_that_take_too_long_to_be_looked_through_are_given_up_with_a_sentence() {
        DATABASE.database().update("""
                with setup as (
                    insert into backtest_setup (job_id, exchange, symbol, timeframe, start_ts, end_ts, base_params, grid,
                        data_digest, engine_version)
                    values (7, 'sample', 'A', '1h', '2014-01-01', '2014-02-01', '{}', '{}', 'd', '1') returning id)
                insert into backtest_file (setup_id, job_id, location, first_index, last_index, runs, bytes, digest,
                    engine_version)
                select id, 7, 'file:/nowhere', 0, 9, 10, 100, 'd', '1' from setup
                """);
        RunsInFiles hasty = new RunsInFiles(DATABASE.database(), Duration.ofNanos(1));

        assertThatThrownBy(() -> hasty.each("true", file -> true))
                .isInstanceOfSatisfying(ProblemException.class, problem -> assertThat(problem.status())
                        .isEqualTo(503))
                .hasMessageContaining("Name one discovery by job_id");
    }

    private static void assertSame(List<String> answers, List<String> expected) {
        for (int k = 0; k < Math.min(answers.size(), expected.size()); k++) {
            assertThat(answers.get(k)).as("answer %d", k).isEqualTo(expected.get(k));
        }
        assertThat(answers).hasSameSizeAs(expected);
    }

    private RunFileRetention retention() {
        return new RunFileRetention(DATABASE.database(), DATABASE.transactions(), Optional.of("file://" + output));
    }

    private static long registered() {
        return DATABASE.database()
                .first("select count(*) from backtest_file", row -> row.getLong(1))
                .orElseThrow();
    }

    private SweepThreads onSpark() throws IOException, InterruptedException {
        return new SweepThreads(Runnable::run, 1, WorkCounter.NONE, TestSpark.storing(output));
    }

    private ObjectNode discover(SweepThreads threads, ObjectNode payload, RecordingJobContext job) {
        ObjectNode result = Json.MAPPER.valueToTree(TestDiscovery.handler(DATABASE, prices, threads, 100_000, BATCH)
                .run(read(payload, DiscoverRequest.class), job));
        ((ObjectNode) result.get("summary")).remove("duration_seconds");
        return result;
    }

    private static long rows() {
        return DATABASE.database()
                .first("select count(*) from backtest_run", row -> row.getLong(1))
                .orElseThrow();
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.walk(output)) {
            return files.filter(Files::isRegularFile).toList();
        }
    }

    /** What listings, distributions, single runs, rankings and tallies say of everything that is stored, without times. */
    private static List<String> answers() {
        List<String> answers = new ArrayList<>();
        for (long few : new long[] {50_000, 0}) {
            RunSearch search = new RunSearch(DATABASE.database(), few);
            for (RunFilter filter : filters()) {
                for (String name : RunSort.names()) {
                    RunSort sort = RunSort.of(name).orElseThrow();
                    for (boolean descending : new boolean[] {true, false}) {
                        answers.add(few + " " + filter + " " + name + " " + descending);
                        answers.addAll(pages(search, filter, new RunSort(sort.by(), descending)));
                    }
                }
                answers.add(search.distribution(new RunQuery(filter, RunSort.DEFAULT, null, 1), 7)
                        .toString());
                answers.addAll(streamed(filter, few));
            }
        }
        RunSearch search = new RunSearch(DATABASE.database());
        search.page(new RunQuery(RunFilter.ANY, RunSort.DEFAULT, null, 200))
                .runs()
                .forEach(listed -> {
                    FoundRun found =
                            search.find(RunHash.of(listed.run().paramsHash())).orElseThrow();
                    assertThat(found).isEqualTo(listed);
                    answers.add(found.run() + " " + search.identicalRuns(found));
                    RunFilter hash = new RunFilter(
                            MarketFilter.ANY,
                            null,
                            null,
                            List.of(),
                            Map.of(),
                            NamedRuns.of(RunHash.of(listed.run().paramsHash())));
                    assertThat(search.page(new RunQuery(hash, RunSort.DEFAULT, null, 5))
                                    .runs())
                            .containsExactly(found);
                });
        NamedRuns some = new NamedRuns(
                "every third",
                search.page(new RunQuery(RunFilter.ANY, RunSort.DEFAULT, null, 200)).runs().stream()
                        .map(found -> RunHash.of(found.run().paramsHash()))
                        .filter(hash -> Math.floorMod(hash, 3) == 0)
                        .collect(Collectors.toSet()));
        RunFilter named = new RunFilter(MarketFilter.ANY, null, null, List.of(), Map.of(), some);
        assertThat(some.hashes()).hasSizeGreaterThan(5);
        answers.addAll(pages(search, named, RunSort.DEFAULT));
        answers.addAll(streamed(named, 50_000));
        new WinnerRanking(DATABASE.database())
                .best(new WinnerQuery(MarketFilter.ANY, RunOrder.TOTAL_RETURN, WinnerBounds.NONE, 0, 500, false, some))
                .forEach(run -> answers.add("named " + run.run()));
        for (RunOrder order : RunOrder.values()) {
            for (boolean distinct : new boolean[] {true, false}) {
                for (int limit : new int[] {7, 500}) {
                    new WinnerRanking(DATABASE.database())
                            .best(new WinnerQuery(MarketFilter.ANY, order, 0, limit, distinct))
                            .forEach(run -> answers.add(order + " " + run.run() + " " + run.identicalRuns()));
                }
            }
        }
        // Sums in another order differ in their last bits.
        answers.add(new RunAnalysis(DATABASE.database())
                .tallies(MarketFilter.ANY, () -> {})
                .toString()
                .replaceAll("(\\.[0-9]{9})[0-9]+", "$1"));
        return answers;
    }

    /** In files as in rows, in an order that is the same for both. */
    private static List<String> streamed(RunFilter filter, long few) {
        List<String> told = new ArrayList<>();
        RunStream.Chosen chosen = new RunStream(DATABASE.database(), few, Duration.ofMinutes(1))
                .choose(new RunStream.Request(filter, null, Long.MAX_VALUE));
        try {
            chosen.each((outcome, index, hash) -> told.add(
                    RunHash.hashed(chosen.setups().get(outcome.setupId()).window(), Map.of(), "") + " " + hash + " "
                            + index + " " + outcome.statistics() + " " + outcome.winner()));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        return told.stream().sorted().toList();
    }

    private static List<RunFilter> filters() {
        return List.of(
                RunFilter.ANY,
                filter(JOB, null, List.of(), Map.of()),
                filter(JOB, true, List.of(), Map.of()),
                filter(JOB, false, List.of(new MetricBound("total_return", true, -20)), Map.of()),
                filter(
                        JOB,
                        null,
                        List.of(new MetricBound("max_drawdown", false, 9)),
                        Map.of("rsi_min", List.of(new RequestedValue("58"), new RequestedValue("61")))),
                filter(JOB, true, List.of(), Map.of("exit_level", List.of(new RequestedValue("mid")))),
                filter(null, null, List.of(), Map.of("stop_pct", List.of(new RequestedValue("2")))),
                filter(JOB, null, List.of(), Map.of("trail_pct", List.of(new RequestedValue("17")))),
                filter(JOB + 1, null, List.of(), Map.of()));
    }

    private static RunFilter filter(
            Long job, Boolean winner, List<MetricBound> bounds, Map<String, List<RequestedValue>> parameters) {
        return new RunFilter(MarketFilter.ANY, job, winner, bounds, parameters, null);
    }

    private static List<String> pages(RunSearch search, RunFilter filter, RunSort sort) {
        List<String> told = new ArrayList<>();
        String cursor = null;
        do {
            RunPage page = search.page(new RunQuery(filter, sort, cursor, 23));
            told.add(page.count() + " " + (page.nextCursor() != null));
            page.runs()
                    .forEach(found -> told.add(found.run() + " " + found.setup().jobId()));
            cursor = page.nextCursor();
        } while (cursor != null);
        return told;
    }
}
