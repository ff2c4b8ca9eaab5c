package dev.quarry.bench;

import dev.quarry.discovery.DiscoverPartHandler;
import dev.quarry.discovery.DiscoverRequest;
import dev.quarry.discovery.TestDiscovery;
import dev.quarry.job.ChildResult;
import dev.quarry.job.JobHandler;
import dev.quarry.job.JobRequest;
import dev.quarry.job.JobState;
import dev.quarry.job.ListedChildren;
import dev.quarry.job.RecordingJobContext;
import dev.quarry.ledger.TrialLedger;
import dev.quarry.platform.json.Json;
import dev.quarry.platform.sql.TestDatabase;
import dev.quarry.search.FixedPrices;
import dev.quarry.search.GridPart;
import dev.quarry.search.MarketWindow;
import dev.quarry.search.Payloads;
import dev.quarry.search.SweepThreads;
import dev.quarry.strategy.rsibands.BuiltInGrids;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Prints what dividing a grid costs: the comprehensive grid (252,000 combinations) on a year of {@link SyntheticBars} as one job and
 * as parts, one thread each, the parts one after the other and two at a time. Handing over jobs is not in it ({@link QueueBench} has
 * that). From these seconds it tells what n nodes of one core would take, if each part ran on a node that is free: dividing and
 * gathering are done by one, trials are counted by one at a time, and a database of {@code quarry.bench.database.cores} (8) stores as
 * many batches at once.
 */
public final class DividedGridBench {

    private static final int[] PARTS = {2, 8, 32, 128};
    private static final int[] NODES = {1, 3, 10, 30, 100};
    private static final int ROUNDS = 3;
    private static final int BATCH = 100_000;
    private static final int DATABASE_CORES = Integer.getInteger("quarry.bench.database.cores", 8);

    private final TestDatabase database;
    private final FixedPrices prices = new FixedPrices(SyntheticBars.of(SweepBench.YEAR));
    private long jobId = 1_000;

    private DividedGridBench(TestDatabase database) {
        this.database = database;
    }

    public static void main(String[] args) {
        try (TestDatabase database = new TestDatabase().open()) {
            new DividedGridBench(database).run();
        }
    }

    /**
     * Seconds of one search.
     *
     * @param divide the parent's first step; the whole search where it is not divided
     * @param parts from the first part's start to the last one's end
     * @param longest of the longest part
     * @param gather of the parent's last step
     */
    private record Took(double divide, double parts, double longest, double gather) {

        double total() {
            return divide + parts + gather;
        }
    }

    /** One part as a child of its search. */
    private record Part(int position, JobRequest asked, JsonNode result, double seconds) {}

    private void run() {
        discover(1, 1);
        Took whole = best(1, 1);
        System.out.printf(Locale.ROOT, "%nOne grid of 252,000 in parts, one thread each%n");
        System.out.printf(
                Locale.ROOT, "%-12s%12s%12s%12s%12s%12s%n", "", "total s", "divide", "parts", "longest", "gather");
        print("one job", whole);
        Took most = whole;
        for (int parts : PARTS) {
            most = best(parts, 1);
            print(parts + " parts", most);
        }
        print("8, two at once", best(8, 2));
        int parts = PARTS[PARTS.length - 1];
        double ranges = whole.divide - most.gather;
        double own = (most.parts - ranges) / parts;
        double swept = swept();
        double written = ranges - swept;
        double counted = counted();
        System.out.printf(
                Locale.ROOT,
                "%na part costs %.3f s of its own; of the one job sweeping is %.2f s, writing %.2f s (of which counting trials %.3f s),"
                        + " judging %.2f s%nwith a database of %d cores:%n",
                own,
                swept,
                written,
                counted,
                most.gather,
                DATABASE_CORES);
        for (double grid : new double[] {1, 8_960_000 / 252_000.0, 100 * 8_960_000 / 252_000.0}) {
            System.out.printf(Locale.ROOT, "%,15.0f combinations:", 252_000 * grid);
            for (int nodes : NODES) {
                double shared = ((swept + written) * grid + own * 2 * nodes) / nodes;
                double stored = Math.max(written * grid / DATABASE_CORES, counted * grid);
                double all = nodes == 1
                        ? (swept + written) * grid + most.gather
                        : most.divide + Math.max(shared, stored) + most.gather;
                System.out.printf(Locale.ROOT, "  %d nodes %.1f s", nodes, all);
            }
            System.out.println();
        }
    }

    /** Sweeping alone. */
    private double swept() {
        double best = Double.POSITIVE_INFINITY;
        for (int round = 0; round < ROUNDS; round++) {
            best = Math.min(best, TestDiscovery.sweepAlone(prices, request(1)));
        }
        return best;
    }

    /** Recording the trials of the grid, when many were recorded before. */
    private double counted() {
        TrialLedger trials = new TrialLedger(database.database());
        MarketWindow window = new MarketWindow("bench", "trials", "30m", "2024-01-01", "2024-12-31");
        Random random = new Random(1);
        double last = 0;
        for (int batch = 0; batch < 2 * ROUNDS; batch++) {
            long[] hashes = random.longs(BATCH).toArray();
            last = seconds(() -> database.transactions().inNew(() -> {
                trials.record(window, "", hashes);
                return null;
            }));
        }
        return last * 252_000 / BATCH;
    }

    private Took best(int parts, int atOnce) {
        Took best = null;
        for (int round = 0; round < ROUNDS; round++) {
            Took took = discover(parts, atOnce);
            best = best == null || took.total() < best.total() ? took : best;
        }
        return best;
    }

    private Took discover(int parts, int atOnce) {
        database.empty("job", "backtest_run", "backtest_outcome", "backtest_setup", "trial_sketch");
        long id = ++jobId;
        ObjectNode payload = payload(parts);
        database.database()
                .update(
                        "insert into job (id, job_type, lane, priority, payload, max_attempts) values (?, 'discover', 'compute', 0, ?::json, 3)",
                        id,
                        payload.toString());
        JobHandler<DiscoverRequest, ?> handler =
                TestDiscovery.handler(database, prices, SweepThreads.ONE, 10_000_000, BATCH);
        DiscoverPartHandler partHandler = TestDiscovery.parts(database, prices, SweepThreads.ONE, BATCH);
        DiscoverRequest request = Payloads.read(payload, DiscoverRequest.class);
        RecordingJobContext parent = new RecordingJobContext(id);
        double divide = seconds(() -> handler.run(request, parent));
        List<JobRequest> children = parent.children();
        Part[] swept = new Part[children.size()];
        ExecutorService workers = Executors.newFixedThreadPool(atOnce);
        double all = seconds(() -> {
            List<Future<?>> running = new ArrayList<>();
            for (int position = 0; position < swept.length; position++) {
                int own = position;
                running.add(workers.submit(() -> swept[own] = part(partHandler, id, own, children.get(own))));
            }
            for (Future<?> one : running) {
                one.get();
            }
            return swept;
        });
        workers.shutdown();
        List<ChildResult> results = Arrays.stream(swept)
                .map(part -> new ChildResult(
                        id * 1_000 + part.position,
                        part.position,
                        part.asked.jobType(),
                        JobState.SUCCEEDED,
                        part.asked.payload(),
                        part.result,
                        null))
                .toList();
        double longest = Arrays.stream(swept).mapToDouble(Part::seconds).max().orElse(0);
        double gather = results.isEmpty()
                ? 0
                : seconds(() -> handler.gather(request, new ListedChildren(results), new RecordingJobContext(id)));
        return new Took(divide, all, longest, gather);
    }

    private static Part part(DiscoverPartHandler handler, long id, int position, JobRequest asked) {
        JsonNode[] result = {null};
        double took = seconds(() -> result[0] = Json.MAPPER.valueToTree(handler.run(
                Payloads.read(asked.payload(), GridPart.class), new RecordingJobContext(id * 1_000 + position))));
        return new Part(position, asked, result[0], took);
    }

    private static DiscoverRequest request(int parts) {
        return Payloads.read(payload(parts), DiscoverRequest.class);
    }

    private static ObjectNode payload(int parts) {
        ObjectNode payload = Payloads.object("""
                {"exchange": "bench", "symbol": "BTC/USD", "timeframe": "30m", "start_ts": "2024-01-01", "end_ts": "2024-12-31",
                 "base_params": {"trade_direction": "Both"}}""").put("shards", parts);
        payload.set(
                "param_grid",
                Json.MAPPER.valueToTree(BuiltInGrids.optimisation().get("comprehensive")));
        return payload;
    }

    private static void print(String what, Took took) {
        System.out.printf(
                Locale.ROOT,
                "%-12s%12.2f%12.2f%12.2f%12.2f%12.2f%n",
                what,
                took.total(),
                took.divide,
                took.parts,
                took.longest,
                took.gather);
    }

    private interface Step {
        Object take() throws Exception;
    }

    private static double seconds(Step step) {
        long started = System.nanoTime();
        try {
            step.take();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
        return (System.nanoTime() - started) / 1e9;
    }
}
