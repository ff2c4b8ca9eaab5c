package dev.quarry.platform.config;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;

/**
 * The environment variables of the reference, with what to use instead here. {@code DATABASE_URL}, which means the same
 * here, is not among them, nor is {@code PORT} where the launcher reads it.
 */
final class ReferenceSettings {

    private static final String ONE_DATABASE =
            "all is in one database, set DATABASE_URL; what is there is taken over by quarry.jar import-reference";
    private static final String NO_CONNECT =
            "connections come from the server's pool, and jobs of a database that is away are rescued";

    private static final Map<String, String> INSTEAD = new LinkedHashMap<>();

    static {
        INSTEAD.put("PORT", "set the HTTP port of the server that Quarry runs on");
        INSTEAD.put("RUN_WORKER", "set QUARRY_ROLE to all (API and jobs), api or worker");
        INSTEAD.put("WORKER_ID", "set QUARRY_WORKER_ID");
        INSTEAD.put("WORKER_POLL_SECONDS", "nothing need be set, workers are woken up");
        INSTEAD.put("REDIS_URL", "nothing need be set, answers are read from the database and never stale");
        INSTEAD.put("USE_SPARK", "set QUARRY_SWEEP_THREADS for the threads of a search, and start more workers");
        INSTEAD.put("SPARK_MASTER", "start more workers (QUARRY_ROLE=worker) on the same database and broker");
        INSTEAD.put("JOBS_DATABASE_URL", ONE_DATABASE);
        INSTEAD.put("DISCOVERY_DATABASE_URL", ONE_DATABASE);
        INSTEAD.put("MARKET_DATABASE_URL", ONE_DATABASE);
        INSTEAD.put("BACKEND_DB_PATH", ONE_DATABASE);
        INSTEAD.put("DISCOVERY_DB_PATH", ONE_DATABASE);
        INSTEAD.put("MARKET_DB_PATH", ONE_DATABASE);
        INSTEAD.put("PG_CONNECT_RETRIES", NO_CONNECT);
        INSTEAD.put("PG_CONNECT_DELAY_SECONDS", NO_CONNECT);
        INSTEAD.put("PG_CONNECT_TIMEOUT", NO_CONNECT);
    }

    private ReferenceSettings() {}

    /**
     * A sentence for each variable that is set and that nothing reads.
     *
     * @param value the value of a variable; null or blank when it is not set
     * @param launcher whether the launcher started this server
     */
    static List<String> notes(Function<String, String> value, boolean launcher) {
        return INSTEAD.entrySet().stream()
                .filter(name -> !(launcher && name.getKey().equals("PORT")))
                .filter(name -> value.apply(name.getKey()) != null
                        && !value.apply(name.getKey()).isBlank())
                .map(name -> String.format(
                        Locale.ROOT,
                        "%s, a setting of the reference, is not read: %s.",
                        name.getKey(),
                        name.getValue()))
                .toList();
    }
}
