package dev.quarry.launcher;

import java.io.IOException;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.BiFunction;
import picocli.CommandLine.Option;

/** Finds the server's database for commands that run beside the server. */
final class ServerDatabase {
    @Option(names = "--data", paramLabel = "DIR", description = "The server's data directory (QUARRY_DATA; ./data).")
    private String data;

    @Option(
            names = "--database-url",
            paramLabel = "URL",
            description = "The server's PostgreSQL where it is not the embedded one (DATABASE_URL).")
    private String databaseUrl;

    @Option(
            names = "--schema",
            paramLabel = "NAME",
            description = "The schema of the server's tables (QUARRY_SCHEMA). Without it: where they are.")
    private String schema;

    /**
     * Runs work with the database.
     *
     * @param work gets the database, with its schema, and a class loader with the PostgreSQL driver
     * @throws LaunchException when the database is not available
     */
    <T> T with(BiFunction<DatabaseUrl, URLClassLoader, T> work) {
        Optional<String> requested = Settings.schema(schema, System.getenv("QUARRY_SCHEMA"));
        DatabaseUrl database = database();
        try (URLClassLoader drivers = Distribution.locate().isolated("jdbc", false)) {
            return work.apply(Connectivity.requireDatabase(database, requested, drivers), drivers);
        } catch (IOException e) {
            throw LaunchException.failure("The PostgreSQL driver in lib/jdbc cannot be read.", e);
        }
    }

    private DatabaseUrl database() {
        String url = Settings.first(databaseUrl, System.getenv("DATABASE_URL"), null);
        if (url != null) {
            return DatabaseUrl.parse(url);
        }
        Path directory = Settings.data(Settings.first(data, System.getenv("QUARRY_DATA"), Settings.DEFAULT_DATA));
        return PostgresServer.running(directory)
                .orElseThrow(() -> LaunchException.failure("No embedded PostgreSQL runs in " + directory
                        + ": start the server first, or say with --data or --database-url where the database is."));
    }
}
