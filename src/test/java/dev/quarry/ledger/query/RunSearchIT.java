package dev.quarry.ledger.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quarry.catalog.StrategyReference;
import dev.quarry.ledger.RunIndex;
import dev.quarry.ledger.RunLedger;
import dev.quarry.ledger.RunRows;
import dev.quarry.ledger.RunSetup;
import dev.quarry.ledger.RunStatistics;
import dev.quarry.ledger.StoredRuns;
import dev.quarry.ledger.TestedRun;
import dev.quarry.platform.problem.InvalidInputException;
import dev.quarry.platform.problem.ProblemException;
import dev.quarry.platform.sql.TestDatabase;
import dev.quarry.strategy.rsibands.RsiBands;
import dev.quarry.sweep.Grid;
import dev.quarry.sweep.GridHashes;
import dev.quarry.sweep.Metric;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RunSearchIT {

    @RegisterExtension
    static final TestDatabase DATABASE = new TestDatabase();

    /** Few different figures make many ties; all that is special is among them. */
    private static final double[] FIGURES = {Double.NaN, Double.POSITIVE_INFINITY, -3.5, 0.0, -0.0, 0.1, 7, 1e-300};

    private static final Map<String, List<Object>> GRID = new LinkedHashMap<>();

    static {
        GRID.put("rsi_min", List.of(66, 68.0, 70, 72));
        GRID.put("exit_level", List.of("mid", "lower"));
        GRID.put("use_trailing", List.of(true, false));
        GRID.put("stop_pct", List.of(1, 1.5, 2, 2.5, 3));
    }

    private final RunLedger ledger = new RunLedger(DATABASE.database());
    private final RunSearch search = new RunSearch(DATABASE.database());

    @BeforeEach
    void emptyLedger() {
        DATABASE.empty("backtest_run", "backtest_outcome", "backtest_setup");
    }

    /** As many values told by hashes, and none: both ways of finding them. */
    @ParameterizedTest
    @ValueSource(longs = {50_000, 0})
    void pages_and_streams_give_every_run_that_the_filter_means_once_and_in_order(long few) throws IOException {
        Random random = new Random(11);
        fill(random);
        RunSearch searching = new RunSearch(DATABASE.database(), few);
        List<Stored> all = stored();
        for (int i = 0; i < 100; i++) {
            RunFilter filter = randomFilter(random, all);
            RunSort sort = randomSort(random);
            List<String> expected = all.stream()
                    .filter(run -> matches(filter, run))
                    .sorted(order(sort))
                    .map(run -> run.run.paramsHash())
                    .toList();

            List<String> paged = new ArrayList<>();
            String cursor = null;
            int limit = expected.size() / 12 + 1 + random.nextInt(expected.size() > 40 ? 60 : 6);
            do {
                RunPage page = searching.page(new RunQuery(filter, sort, cursor, limit));
                assertThat(page.count()).isEqualTo(new RunCount(expected.size(), false));
                assertThat(page.runs()).hasSizeLessThanOrEqualTo(limit);
                page.runs().forEach(found -> paged.add(found.run().paramsHash()));
                cursor = page.nextCursor();
                assertThat(cursor == null || page.runs().size() == limit).isTrue();
            } while (cursor != null);

            assertThat(paged).as("%d: %s %s", i, filter, sort).containsExactlyElementsOf(expected);
            assertThat(streamed(filter, sort, few, Long.MAX_VALUE))
                    .as("%d, streamed: %s %s", i, filter, sort)
                    .containsExactlyElementsOf(expected);
            assertThat(streamed(filter, null, few, Long.MAX_VALUE))
                    .as("%d, in no order: %s", i, filter)
                    .containsExactlyInAnyOrderElementsOf(expected);
            assertThat(streamed(filter, sort, few, limit))
                    .containsExactlyElementsOf(expected.subList(0, Math.min(limit, expected.size())));
            assertThat(streamed(filter, null, few, limit)).hasSize(Math.min(limit, expected.size()));
        }
    }

    private static List<String> streamed(RunFilter filter, RunSort sort, long few, long most) throws IOException {
        List<String> hashes = new ArrayList<>();
        RunStream stream = new RunStream(DATABASE.database(), few, Duration.ofMinutes(1));
        stream.choose(new RunStream.Request(filter, sort, most))
                .each((outcome, index, hash) -> hashes.add(TestedRun.text(hash)));
        return hashes;
    }

    @Test
    void runs_that_are_streamed_have_the_figures_of_their_outcomes() throws IOException {
        fill(new Random(5));
        Map<String, Stored> byHash = new HashMap<>();
        stored().forEach(run -> byHash.put(run.run.paramsHash(), run));
        RunStream.Chosen chosen =
                new RunStream(DATABASE.database()).choose(new RunStream.Request(RunFilter.ANY, null, Long.MAX_VALUE));

        chosen.each((outcome, index, hash) -> {
            Stored expected = byHash.remove(TestedRun.text(hash));
            assertThat(chosen.setups()).containsEntry(outcome.setupId(), expected.setup);
            assertThat(index).isEqualTo(expected.run.gridIndex());
            assertThat(outcome.statistics()).isEqualTo(expected.run.statistics());
            assertThat(outcome.winner()).isEqualTo(expected.run.winner());
            assertThat(outcome.testedAtMicros())
                    .isEqualTo(ChronoUnit.MICROS.between(Instant.EPOCH, expected.testedAt.toInstant()));
        });

        assertThat(byHash).isEmpty();
    }

    @Test
    void a_stream_is_of_one_moment_whatever_is_stored_meanwhile() throws IOException {
        fill(new Random(6));
        int before = stored().size();
        int[] count = {0};

        new RunStream(DATABASE.database())
                .choose(new RunStream.Request(RunFilter.ANY, null, Long.MAX_VALUE))
                .each((outcome, index, hash) -> {
                    if (count[0]++ == 0) {
                        DATABASE.database().update("delete from backtest_run");
                        DATABASE.database().update("delete from backtest_outcome");
                    }
                });

        assertThat(count[0]).isEqualTo(before);
    }

    /** As when a client hangs up. */
    @Test
    void a_stream_whose_taker_is_gone_gives_its_connection_back_as_it_was() {
        fill(new Random(7));
        RunStream.Chosen chosen =
                new RunStream(DATABASE.database()).choose(new RunStream.Request(RunFilter.ANY, null, Long.MAX_VALUE));

        for (int k = 0; k < 3; k++) {
            assertThatThrownBy(() -> chosen.each((outcome, index, hash) -> {
                        throw new IOException("Broken pipe");
                    }))
                    .isInstanceOf(IOException.class)
                    .hasMessage("Broken pipe");
        }

        assertThat(DATABASE.database().update("update backtest_outcome set runs = runs"))
                .isPositive();
        assertThat(DATABASE.database()
                        .first(
                                "select count(*) from pg_stat_activity where state like 'idle in transaction%'"
                                        + " and datname = current_database()",
                                row -> row.getLong(1)))
                .contains(0L);
    }

    @Test
    void a_stream_that_takes_too_long_is_given_up_with_a_sentence() {
        fill(new Random(8));
        RunStream hasty = new RunStream(DATABASE.database(), 50_000, Duration.ofNanos(1));

        assertThatThrownBy(() -> hasty.choose(new RunStream.Request(RunFilter.ANY, null, Long.MAX_VALUE))
                        .each((outcome, index, hash) -> {}))
                .isInstanceOfSatisfying(ProblemException.class, problem -> assertThat(problem.status())
                        .isEqualTo(503))
                .hasMessageContaining("Name one discovery by job_id");
    }

    @Test
    void runs_of_more_than_a_thousand_discoveries_are_refused_by_name() {
        DATABASE.database().update("""
                insert into backtest_setup (job_id, exchange, symbol, timeframe, start_ts, end_ts, base_params, grid,
                    data_digest, engine_version)
                select k, 'sample', 'A', '1h', '2014-01-01', '2014-02-01', '{}', '{}', 'd', '1' from generate_series(1, 1001) k
                """);
        RunStream stream = new RunStream(DATABASE.database());

        assertThatThrownBy(() -> stream.choose(new RunStream.Request(RunFilter.ANY, null, Long.MAX_VALUE)))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageStartingWith("job_id is needed, or a market: these are runs of more than 1000");
    }

    @Test
    void a_found_run_has_everything_that_was_saved() {
        fill(new Random(3));
        Map<String, Stored> byHash = new HashMap<>();
        stored().forEach(run -> byHash.put(run.run.paramsHash(), run));

        RunPage page = search.page(new RunQuery(RunFilter.ANY, RunSort.DEFAULT, null, 1000));

        assertThat(page.runs()).hasSize(byHash.size());
        for (FoundRun found : page.runs()) {
            Stored expected = byHash.get(found.run().paramsHash());
            assertThat(found.run()).isEqualTo(expected.run);
            assertThat(found.setup()).isEqualTo(expected.setup);
            assertThat(found.setup().strategy()).isEqualTo(StrategyReference.BUILT_IN);
            long hash = Long.parseUnsignedLong(found.run().paramsHash(), 16);
            assertThat(search.find(hash)).contains(found);
        }
    }

    @Test
    void thousands_of_runs_with_one_outcome_are_paged_too() {
        Map<String, List<Object>> grid = new LinkedHashMap<>();
        grid.put("bb_len", numbers(100));
        grid.put("kc_ema_len", numbers(60));
        save(
                setup(1, "BTC/USD", "2014-01-01", grid),
                6_000,
                index -> new RunStatistics(index < 5_000 ? 1 : 2, 1, 1, 1, 1, 1, 1, 1, 1, 1),
                6_000);
        RunFilter firstTwo = filter(Map.of("kc_ema_len", List.of(new RequestedValue("1"), new RequestedValue("2"))));

        List<Long> places = new ArrayList<>();
        String cursor = null;
        do {
            RunPage page = search.page(new RunQuery(RunFilter.ANY, RunSort.DEFAULT, cursor, 900));
            assertThat(page.count()).isEqualTo(new RunCount(6_000, false));
            page.runs().forEach(found -> places.add(found.run().gridIndex()));
            cursor = page.nextCursor();
        } while (cursor != null);
        assertThat(places).hasSize(6_000).doesNotHaveDuplicates().startsWith(5_000L, 5_001L);
        assertThat(places.subList(1_000, 6_000)).isSorted();
        for (long few : new long[] {50_000, 0}) {
            RunPage page = new RunSearch(DATABASE.database(), few)
                    .page(new RunQuery(firstTwo, RunSort.of("max_drawdown").orElseThrow(), null, 1000));
            assertThat(page.runs()).hasSize(200).allSatisfy(found -> assertThat(
                            found.run().gridIndex() % 60)
                    .isLessThan(2));
        }
    }

    @Test
    void taking_in_new_runs_is_done_once_and_changes_no_answer() {
        RunIndex index = new RunIndex(DATABASE.database());
        fill(new Random(4));
        RunQuery query = new RunQuery(RunFilter.ANY, RunSort.DEFAULT, null, 1000);
        RunPage before = search.page(query);

        index.takeIn();

        assertThat(index.takeIn()).isZero();
        assertThat(search.page(query)).isEqualTo(before);
    }

    @Test
    void a_count_stops_where_counting_would_take_long() {
        Map<String, List<Object>> grid = new LinkedHashMap<>();
        grid.put("bb_len", numbers(120));
        grid.put("kc_ema_len", numbers(100));
        save(
                setup(1, "BTC/USD", "2014-01-01", grid),
                12_000,
                index -> new RunStatistics(index % 3, 1, 1, 1, 1, 1, 1, 1, 1, 1),
                5_000);

        RunPage first = search.page(new RunQuery(RunFilter.ANY, RunSort.DEFAULT, null, 5));

        assertThat(first.count()).isEqualTo(new RunCount(10_000, true));
        assertThat(search.page(new RunQuery(RunFilter.ANY, RunSort.DEFAULT, first.nextCursor(), 5))
                        .count())
                .isEqualTo(first.count());
    }

    @Test
    void runs_that_came_to_the_same_are_counted_over_batches_of_the_same_bars_only() {
        Map<String, List<Object>> grid = Map.of("bb_len", numbers(10));
        for (String symbol : List.of("BTC/USD", "ETH/USD")) {
            save(
                    setup(symbol.length() + symbol.hashCode(), symbol, "2014-01-01", grid),
                    10,
                    index -> new RunStatistics(index < 7 ? 5 : 6, 1, 1, Double.NaN, 1, 1, 1, 1, 1, 1),
                    4);
        }
        FoundRun best = search.page(new RunQuery(RunFilter.ANY, RunSort.DEFAULT, null, 1))
                .runs()
                .get(0);

        assertThat(search.identicalRuns(best)).isEqualTo(3);
    }

    @Test
    void an_empty_ledger_has_an_empty_page() {
        assertThat(search.page(new RunQuery(RunFilter.ANY, RunSort.DEFAULT, null, 5)))
                .isEqualTo(new RunPage(List.of(), null, new RunCount(0, false)));
        assertThat(search.page(new RunQuery(
                        filter(Map.of("bb_len", List.of(new RequestedValue("20")))), RunSort.DEFAULT, null, 5)))
                .isEqualTo(new RunPage(List.of(), null, new RunCount(0, false)));
        assertThat(search.find(1)).isEmpty();
    }

    private record Stored(TestedRun run, RunSetup setup, long outcome, OffsetDateTime testedAt) {}

    private interface Outcomes {
        RunStatistics of(long index);
    }

    /** Five discoveries, each in several batches with some runs left out. */
    private void fill(Random random) {
        String[] starts = {"2014-01-01", "2014-01-01T00:00:00Z", "2014-02-01T00:00:00"};
        for (int job = 1; job <= 5; job++) {
            Map<String, List<Object>> grid = new LinkedHashMap<>(GRID);
            if (job % 2 == 0) {
                grid.remove("exit_level");
            }
            save(
                    setup(job, job < 4 ? "BTC/USD" : "ETH/USD", starts[job % 3], grid),
                    Grid.of(RsiBands.STRATEGY, grid).size(),
                    index -> random.nextInt(10) == 0 ? null : randomStatistics(random),
                    7 + random.nextInt(40));
        }
    }

    private void save(RunSetup setup, long size, Outcomes outcomes, int batch) {
        GridHashes hashes = new GridHashes(setup.grid(), setup.hashed());
        List<TestedRun> runs = new ArrayList<>();
        for (long index = 0; index < size; index++) {
            RunStatistics statistics = outcomes.of(index);
            if (statistics != null) {
                runs.add(new TestedRun(
                        TestedRun.text(hashes.hash(index)),
                        index,
                        Map.of(),
                        statistics,
                        statistics.numTrades() % 2 == 1));
            }
        }
        for (int from = 0; from < runs.size(); from += batch) {
            List<TestedRun> some = runs.subList(from, Math.min(runs.size(), from + batch));
            DATABASE.transactions().runInNew(() -> ledger.writer(setup, true).save(StoredRuns.anew(some)));
        }
    }

    private static RunStatistics randomStatistics(Random random) {
        double[] figures = random.doubles(9)
                .map(number -> FIGURES[(int) (number * FIGURES.length)])
                .toArray();
        // Some outcomes shall have several runs.
        if (random.nextInt(3) == 0) {
            return new RunStatistics(7, 1, 9, 2, 3, 4, 5, 6, 7, 8);
        }
        return new RunStatistics(
                figures[0],
                figures[1],
                figures[2],
                figures[3],
                figures[4],
                figures[5],
                figures[6],
                figures[7],
                random.nextInt(4),
                figures[8]);
    }

    private static RunSetup setup(long job, String symbol, String start, Map<String, List<Object>> grid) {
        Map<String, Object> base = Map.of("commission", job % 2 == 0 ? 0.0004 : 0.001);
        return new RunSetup(job, "bitstamp", symbol, "30m", start, "2014-07-15", base, grid, "digest", "1");
    }

    private List<Stored> stored() {
        return DATABASE.database()
                .query(
                        """
                select n.*, o.*, s.* from backtest_run n join backtest_outcome o on o.id = n.outcome_id
                    join backtest_setup s on s.id = o.setup_id
                """,
                        row -> new Stored(
                                RunRows.run(row),
                                RunRows.setup(row),
                                row.getLong("outcome_id"),
                                row.getObject("run_timestamp", OffsetDateTime.class)));
    }

    private static List<Object> numbers(int count) {
        return Stream.iterate(1, i -> i + 1).limit(count).<Object>map(i -> i).toList();
    }

    private static RunFilter filter(Map<String, List<RequestedValue>> parameters) {
        return new RunFilter(MarketFilter.ANY, null, null, List.of(), parameters, null);
    }

    private static RunSort randomSort(Random random) {
        List<String> names = RunSort.names();
        RunSort sort = RunSort.of(names.get(random.nextInt(names.size()))).orElseThrow();
        return random.nextBoolean() ? sort : new RunSort(sort.by(), !sort.descending());
    }

    private static RunFilter randomFilter(Random random, List<Stored> all) {
        List<MetricBound> bounds = new ArrayList<>();
        for (int i = random.nextInt(3) - 1; i > 0; i--) {
            double bound = FIGURES[1 + random.nextInt(FIGURES.length - 1)];
            List<String> figures = new ArrayList<>(Metric.names());
            figures.add(RunSort.MARK_TO_MARKET_DRAWDOWN);
            bounds.add(new MetricBound(figures.get(random.nextInt(figures.size())), random.nextBoolean(), bound));
        }
        Map<String, List<RequestedValue>> values = new LinkedHashMap<>();
        if (random.nextInt(3) == 0) {
            values.put("rsi_min", List.of(new RequestedValue("70"), new RequestedValue("68")));
        }
        if (random.nextInt(4) == 0) {
            values.put("stop_pct", List.of(new RequestedValue("2.0")));
        }
        if (random.nextInt(6) == 0) {
            values.put("exit_level", List.of(new RequestedValue("lower")));
        }
        if (random.nextInt(6) == 0) {
            values.put("commission", List.of(new RequestedValue("0.001")));
        }
        Stored any = all.get(random.nextInt(all.size()));
        return new RunFilter(
                MarketFilter.of(
                        random.nextBoolean() ? null : "*",
                        random.nextInt(4) == 0 ? "bitstamp" : null,
                        random.nextInt(4) == 0 ? any.setup.symbol() : null,
                        random.nextInt(4) == 0 ? "30m" : null,
                        random.nextInt(4) == 0 ? any.setup.startTs() : null,
                        random.nextInt(4) == 0 ? "2014-07-15T00:00:00+00:00" : null),
                random.nextInt(6) == 0 ? any.setup.jobId() : null,
                random.nextInt(3) == 0 ? random.nextBoolean() : null,
                bounds,
                values,
                random.nextInt(10) == 0 ? named(all, random) : null);
    }

    private static NamedRuns named(List<Stored> all, Random random) {
        Set<Long> hashes = new HashSet<>();
        for (int k = random.nextInt(4) == 0 ? 1 : random.nextInt(all.size()); k >= 0; k--) {
            hashes.add(Long.parseUnsignedLong(
                    all.get(random.nextInt(all.size())).run.paramsHash(), 16));
        }
        return new NamedRuns("some", hashes);
    }

    private static boolean matches(RunFilter filter, Stored stored) {
        RunSetup setup = stored.setup;
        Map<String, Object> parameters = new HashMap<>(setup.baseParams());
        parameters.putAll(stored.run.combination());
        return isAny(filter.market().symbol(), setup.symbol())
                && (filter.market().start() == null
                        || filter.market()
                                .start()
                                .toString()
                                .startsWith(setup.startTs().substring(0, 10)))
                && (filter.jobId() == null || filter.jobId() == setup.jobId())
                && (filter.winner() == null || filter.winner() == stored.run.winner())
                && (filter.runs() == null || filter.runs().has(Long.parseUnsignedLong(stored.run.paramsHash(), 16)))
                && filter.bounds().stream().allMatch(bound -> {
                    double figure = figure(stored, bound.figure());
                    return bound.least() ? figure >= bound.bound() : figure <= bound.bound();
                })
                && filter.parameters().entrySet().stream()
                        .allMatch(requested -> parameters.containsKey(requested.getKey())
                                && requested.getValue().stream()
                                        .anyMatch(value -> isEqual(value.text(), parameters.get(requested.getKey()))));
    }

    private static boolean isEqual(String requested, Object value) {
        return value instanceof Number number
                ? number.doubleValue() == Double.parseDouble(requested)
                : value.equals(requested);
    }

    private static boolean isAny(Object requested, Object actual) {
        return requested == null || requested.equals(actual);
    }

    private static Comparator<Stored> order(RunSort sort) {
        Comparator<Stored> byPlace = Comparator.<Stored>comparingLong(stored -> stored.run.gridIndex())
                .thenComparing(stored -> Long.parseUnsignedLong(stored.run.paramsHash(), 16));
        if (sort.by().equals("grid_index")) {
            return sort.descending() ? byPlace.reversed() : byPlace;
        }
        Comparator<Stored> figures = sort.by().equals("tested_at")
                ? Comparator.comparing(Stored::testedAt)
                : (a, b) -> compare(figure(a, sort.by()), figure(b, sort.by()));
        return Comparator.<Stored, Boolean>comparing(stored -> Double.isNaN(figure(stored, sort.by())))
                .thenComparing(sort.descending() ? Collections.reverseOrder(figures) : figures)
                .thenComparingLong(Stored::outcome)
                .thenComparing(byPlace);
    }

    /** Zero and negative zero are the same. */
    private static int compare(double a, double b) {
        return a < b ? -1 : a > b ? 1 : 0;
    }

    private static double figure(Stored stored, String name) {
        RunStatistics run = stored.run.statistics();
        return switch (name) {
            case "total_return" -> run.totalReturn();
            case "max_drawdown" -> run.maxDrawdown();
            case "max_mark_to_market_drawdown" -> run.maxMarkToMarketDrawdown();
            case "profit_factor" -> run.profitFactor();
            case "win_rate" -> run.winRate();
            case "sharpe_ratio" -> run.sharpeRatio();
            case "sortino_ratio" -> run.sortinoRatio();
            case "calmar_ratio" -> run.calmarRatio();
            case "num_trades" -> run.numTrades();
            case "avg_return" -> run.avgReturn();
            default -> 0;
        };
    }
}
