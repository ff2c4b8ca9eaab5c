package dev.quarry.launcher;

import java.io.IOException;
import java.io.PrintStream;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code key}: the keys of the API, for whoever has the database; the first one cannot be made otherwise. */
@Command(
        name = "key",
        mixinStandardHelpOptions = true,
        description = {
            "Make, list and end keys of the API, in the database that the server uses.",
            "The embedded PostgreSQL must be running, which it is while the server is."
        },
        subcommands = {KeyCommand.Create.class, KeyCommand.Show.class, KeyCommand.Revoke.class})
final class KeyCommand implements Runnable {
    @Override
    public void run() {
        throw LaunchException.usage("Say what to do: key create, key list or key revoke (--help tells more).");
    }

    /** What each of the commands needs to find the database. */
    static final class Place {
        @Option(
                names = "--data",
                paramLabel = "DIR",
                description = "The server's data directory (QUARRY_DATA; ./data).")
        String data;

        @Option(
                names = "--database-url",
                paramLabel = "URL",
                description = "The server's PostgreSQL where it is not the embedded one (DATABASE_URL).")
        String databaseUrl;

        @Option(
                names = "--schema",
                paramLabel = "NAME",
                description = "The schema of the server's tables (QUARRY_SCHEMA; where they are).")
        String schema;

        int with(Work work) {
            ServerOptions options = new ServerOptions();
            options.data = data;
            options.databaseUrl = databaseUrl;
            Optional<String> wanted = Settings.schema(schema, System.getenv("QUARRY_SCHEMA"));
            try (URLClassLoader drivers = Distribution.locate().isolated("jdbc", false)) {
                work.on(new StoredKeys(Connectivity.requireDatabase(database(options), wanted, drivers), drivers));
                return 0;
            } catch (IOException e) {
                throw LaunchException.failure("The PostgreSQL driver in lib/jdbc cannot be read.", e);
            }
        }

        private static DatabaseUrl database(ServerOptions options) {
            String url = Settings.first(options.databaseUrl, System.getenv("DATABASE_URL"), null);
            if (url != null) {
                return DatabaseUrl.parse(url);
            }
            Path data =
                    Settings.data(Settings.first(options.data, System.getenv("QUARRY_DATA"), Settings.DEFAULT_DATA));
            return PostgresServer.running(data)
                    .orElseThrow(() -> LaunchException.failure("No embedded PostgreSQL runs in " + data
                            + ": start the server first, or say with --data or --database-url where the database is."));
        }
    }

    /** Something done with the keys. */
    interface Work {
        void on(StoredKeys keys);
    }

    /** {@code key create}: prints the key and nothing else on standard output. */
    @Command(name = "create", mixinStandardHelpOptions = true, description = "Make a key and print it, once.")
    static final class Create implements Callable<Integer> {
        @Mixin
        private Place place;

        @Option(names = "--name", required = true, paramLabel = "NAME", description = "Whose key it is.")
        private String name;

        @Option(
                names = "--role",
                required = true,
                paramLabel = "ROLE",
                description = "read, submit (and read) or operate (and all others).")
        private String role;

        @Override
        public Integer call() {
            PrintStream out = System.out;
            return place.with(keys -> {
                out.println(keys.create(name, role));
                System.err.println("This is the key " + name + "; it cannot be shown again.");
            });
        }
    }

    /** {@code key list}: one line each. */
    @Command(name = "list", mixinStandardHelpOptions = true, description = "List the keys, without their secrets.")
    static final class Show implements Callable<Integer> {
        @Mixin
        private Place place;

        @Override
        public Integer call() {
            return place.with(keys -> {
                List<String> lines = keys.list();
                lines.forEach(System.out::println);
            });
        }
    }

    /** {@code key revoke}: ends a key by its id. */
    @Command(
            name = "revoke",
            mixinStandardHelpOptions = true,
            description = "End a key; at once or within ten seconds.")
    static final class Revoke implements Callable<Integer> {
        @Mixin
        private Place place;

        @Option(names = "--id", required = true, paramLabel = "ID", description = "The id that key list shows.")
        private String id;

        @Override
        public Integer call() {
            return place.with(keys -> keys.revoke(id));
        }
    }
}
