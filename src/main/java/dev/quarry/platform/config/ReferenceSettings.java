package dev.quarry.platform.config;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * The environment variables of the reference, with what to use instead here: those of the platform and of each
 * {@link SettingSource}. {@code DATABASE_URL}, which means the same
 * here, is not among them, nor is {@code PORT} where the launcher reads it.
 */
final class ReferenceSettings {

    private static final String NO_CONNECT =
            "connections come from the server's pool, and jobs of a database that is away are rescued";

    private static final Map<String, String> INSTEAD = new TreeMap<>(Map.of(
            "PORT",
            "set the HTTP port of the server that Quarry runs on",
            "RUN_WORKER",
            "set QUARRY_ROLE to all (API and jobs), api or worker",
            "REDIS_URL",
            "nothing need be set, answers are read from the database and never stale",
            "PG_CONNECT_RETRIES",
            NO_CONNECT,
            "PG_CONNECT_DELAY_SECONDS",
            NO_CONNECT,
            "PG_CONNECT_TIMEOUT",
            NO_CONNECT));

    static {
        KnownSettings.SOURCES.forEach(source -> INSTEAD.putAll(source.replaced()));
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
