package dev.quarry.container;

import dev.quarry.launcher.QuarryProcess;
import dev.quarry.server.Api;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** One API node and three workers, each a process, which have the sample prices. */
public final class ThreeNodes implements AutoCloseable {

    /** The fields of a request that name the sample prices. */
    public static final String MARKET = """
            "exchange": "sample", "symbol": "BTC/USD", "timeframe": "30m",
            "start_ts": "2014-01-01T00:00:00Z", "end_ts": "2014-07-15T19:30:00Z" """;

    private final Topology topology;
    private final Map<String, QuarryProcess> workers = new HashMap<>();
    private final Api api;

    private final Map<String, String> all;

    /** @param settings of every node, beside those that let each sweep with one thread */
    public ThreeNodes(Map<String, String> settings) throws Exception {
        all = new HashMap<>(Map.of(
                "QUARRY_LEADERBOARD_REFRESH_MINUTES",
                "0",
                "QUARRY_LANE_COMPUTE_CONCURRENCY",
                "1",
                "QUARRY_SWEEP_THREADS",
                "1"));
        all.putAll(settings);
        topology = new Topology(ImageRecipe.read(), ComposeFile.read());
        boolean ready = false;
        try {
            QuarryProcess backend = topology.start("backend", "backend", all);
            for (String name : List.of("one", "two", "three")) {
                startWorker(name);
            }
            backend.awaitReady();
            for (QuarryProcess worker : workers.values()) {
                worker.awaitReady();
            }
            api = new Api(backend.base());
            api.await(api.enqueue("/v1/prices/ingest", "{" + MARKET + "}"), "succeeded");
            ready = true;
        } finally {
            if (!ready) {
                topology.close();
            }
        }
    }

    /** Starts a worker, such as one that was killed. */
    void startWorker(String name) throws Exception {
        Map<String, String> own = new HashMap<>(all);
        own.put("QUARRY_WORKER_ID", name);
        workers.put(name, topology.start("worker", name, own));
    }

    /** The API node. */
    public Api api() {
        return api;
    }

    /** The workers by name. */
    Map<String, QuarryProcess> workers() {
        return workers;
    }

    @Override
    public void close() throws Exception {
        topology.close();
    }
}
