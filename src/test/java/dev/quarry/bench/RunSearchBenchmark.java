package dev.quarry.bench;

import static dev.quarry.search.Payloads.object;
import static dev.quarry.search.Payloads.read;

import dev.quarry.discovery.DiscoverHandler;
import dev.quarry.discovery.DiscoverRequest;
import dev.quarry.discovery.TestDiscovery;
import dev.quarry.job.RecordingJobContext;
import dev.quarry.ledger.RunIndex;
import dev.quarry.ledger.query.MarketFilter;
import dev.quarry.ledger.query.MetricBound;
import dev.quarry.ledger.query.RequestedValue;
import dev.quarry.ledger.query.RunFilter;
import dev.quarry.ledger.query.RunPage;
import dev.quarry.ledger.query.RunQuery;
import dev.quarry.ledger.query.RunSearch;
import dev.quarry.ledger.query.RunSort;
import dev.quarry.platform.sql.TestDatabase;
import dev.quarry.search.FixedPrices;
import dev.quarry.search.SweepThreads;
import dev.quarry.sweep.Metric;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Prints how long a page of stored runs takes, after discoveries of the built-in grids that
 * {@code quarry.bench.search.grids} names ({@code DISCOVERY} alone, 4,200,000 runs, unless given). Durability is off in the
 * test database, which matters to the discovery only.
 */
public final class RunSearchBenchmark {

    private static final int FIRST_PAGES = 40;
    private static final int DEEP_PAGES = 200;
    private static final long MAX_NANOS = 8_000_000_000L;

    private final RunSearch search;

    private RunSearchBenchmark(RunSearch search) {
        this.search = search;
    }

    public static void main(String[] arguments) {
        try (TestDatabase database = new TestDatabase().open()) {
            for (String grid : Benches.words(System.getProperty("quarry.bench.search.grids", "DISCOVERY"))) {
                discover(database, grid);
            }
            database.database().update("analyze");
            long before = System.nanoTime();
            int ranges = new RunIndex(database.database()).takeIn();
            System.out.printf("%d ranges taken in, %.3f s%n", ranges, (System.nanoTime() - before) / 1e9);
            new RunSearchBenchmark(new RunSearch(database.database())).measureAll();
        }
    }

    private static void discover(TestDatabase database, String grid) {
        ExecutorService executor = Executors.newFixedThreadPool(2);
        try {
            DiscoverHandler handler = TestDiscovery.handler(
                    database,
                    new FixedPrices(SyntheticBars.of(17_520)),
                    new SweepThreads(executor, 2),
                    10_000_000,
                    100_000);
            DiscoverRequest request = read(object("""
                            {"exchange": "bitstamp", "symbol": "BTC/USD", "timeframe": "30m", "start_ts": "2024-01-01",
                             "end_ts": "2025-06-01", "grid": "%s"}
                            """.formatted(grid)), DiscoverRequest.class);
            long before = System.nanoTime();
            handler.run(request, new RecordingJobContext(grid.hashCode()));
            System.out.printf("discovery of %s %.1f s%n", grid, (System.nanoTime() - before) / 1e9);
        } finally {
            executor.shutdown();
        }
    }

    private void measureAll() {
        measure("default order", RunFilter.ANY, "total_return", 50);
        measure("default order, 1000 a page", RunFilter.ANY, "total_return", 1000);
        measure("winners", filter(true, List.of(), Map.of()), "total_return", 50);
        measure("losers", filter(false, List.of(), Map.of()), "total_return", 50);
        measure("one job", job("DISCOVERY".hashCode()), "total_return", 50);
        measure(
                "two bounds",
                filter(
                        null,
                        List.of(
                                new MetricBound(Metric.SHARPE_RATIO.text(), true, 0.5),
                                new MetricBound(Metric.MAX_DRAWDOWN.text(), false, 10)),
                        Map.of()),
                "total_return",
                50);
        measure(
                "no run at all",
                filter(true, List.of(new MetricBound(Metric.WIN_RATE.text(), true, 101)), Map.of()),
                "win_rate",
                50);
        measure("rsi_min=70", filter(null, List.of(), values("rsi_min", "70")), "total_return", 50);
        Map<String, List<RequestedValue>> four = values("rsi_min", "70");
        four.putAll(values("stop_pct", "2"));
        four.putAll(values("bb_std", "2"));
        four.putAll(values("exit_level", "mid"));
        measure("four parameters", filter(null, List.of(), four), "total_return", 50);
        for (String by : List.of("max_drawdown", "profit_factor", "sharpe_ratio", "num_trades", "tested_at")) {
            measure("by " + by, RunFilter.ANY, by, 50);
        }
        measure("winners by sharpe_ratio", filter(true, List.of(), Map.of()), "sharpe_ratio", 50);
        measure("by grid_index", RunFilter.ANY, "grid_index", 50);
        measure("winners by grid_index", filter(true, List.of(), Map.of()), "grid_index", 50);
        measureOne();
    }

    private void measureOne() {
        List<Double> millis = new ArrayList<>();
        RunQuery query = new RunQuery(RunFilter.ANY, RunSort.DEFAULT, null, 200);
        search.page(query).runs().forEach(found -> {
            long hash = Long.parseUnsignedLong(found.run().paramsHash(), 16);
            long before = System.nanoTime();
            search.find(hash);
            search.identicalRuns(search.find(hash).orElseThrow());
            millis.add((System.nanoTime() - before) / 1e6);
        });
        System.out.printf("%-28s p50 %7.1f  p95 %7.1f ms%n", "one run, whole", at(millis, 0.5), at(millis, 0.95));
    }

    private void measure(String name, RunFilter filter, String by, int limit) {
        RunSort sort = RunSort.of(by).orElseThrow();
        List<Double> first = new ArrayList<>();
        List<Double> deep = new ArrayList<>();
        RunPage page = timed(new RunQuery(filter, sort, null, limit), new ArrayList<>());
        long end = System.nanoTime() + MAX_NANOS;
        while (first.size() < FIRST_PAGES && System.nanoTime() < end) {
            timed(new RunQuery(filter, sort, null, limit), first);
        }
        String cursor = page.nextCursor();
        end = System.nanoTime() + MAX_NANOS;
        while (cursor != null && deep.size() < DEEP_PAGES && System.nanoTime() < end) {
            cursor = timed(new RunQuery(filter, sort, cursor, limit), deep).nextCursor();
        }
        System.out.printf(
                "%-28s first page p50 %7.1f  p95 %7.1f ms, %3d further p50 %7.1f  p95 %7.1f ms%s%n",
                name,
                at(first, 0.5),
                at(first, 0.95),
                deep.size(),
                at(deep, 0.5),
                at(deep, 0.95),
                page.count().capped() ? "" : "  (" + page.count().runs() + " runs)");
    }

    private RunPage timed(RunQuery query, List<Double> millis) {
        long before = System.nanoTime();
        RunPage page = search.page(query);
        millis.add((System.nanoTime() - before) / 1e6);
        return page;
    }

    private static double at(List<Double> millis, double share) {
        if (millis.isEmpty()) {
            return Double.NaN;
        }
        List<Double> sorted = new ArrayList<>(millis);
        Collections.sort(sorted);
        return sorted.get((int) Math.ceil(share * sorted.size()) - 1);
    }

    private static RunFilter job(long id) {
        return new RunFilter(MarketFilter.ANY, id, null, List.of(), Map.of(), null);
    }

    private static RunFilter filter(
            Boolean winner, List<MetricBound> bounds, Map<String, List<RequestedValue>> parameters) {
        return new RunFilter(MarketFilter.ANY, null, winner, bounds, parameters, null);
    }

    private static Map<String, List<RequestedValue>> values(String parameter, String value) {
        Map<String, List<RequestedValue>> values = new LinkedHashMap<>();
        values.put(parameter, List.of(new RequestedValue(value)));
        return values;
    }
}
