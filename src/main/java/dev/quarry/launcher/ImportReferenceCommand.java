package dev.quarry.launcher;

import dev.quarry.launcher.reference.ReferenceException;
import dev.quarry.launcher.reference.ReferenceImport;
import dev.quarry.launcher.reference.Source;
import dev.quarry.launcher.reference.Taken;
import java.io.IOException;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code import-reference}: imports what the reference has stored, without changing it. */
@Command(
        name = "import-reference",
        mixinStandardHelpOptions = true,
        description = {
            "Take over candles, tested runs, leaderboards and rules of the reference into the database of the server.",
            "Nothing of the reference is changed, nothing of Quarry's replaced; it may be done again.",
            "The embedded PostgreSQL must be running, which it is while the server is."
        })
final class ImportReferenceCommand implements Callable<Integer> {
    /** The environment variables that name the reference's databases, of which there are one or three. */
    private static final List<String> VARIABLES = List.of(
            "JOBS_DATABASE_URL",
            "DISCOVERY_DATABASE_URL",
            "MARKET_DATABASE_URL",
            "BACKEND_DB_PATH",
            "DISCOVERY_DB_PATH",
            "MARKET_DB_PATH");

    @Mixin
    private ServerDatabase place;

    @Option(
            names = "--from",
            paramLabel = "SOURCE",
            description = {
                "A database of the reference: postgres://user:password@host:port/db or the path of an SQLite file; as",
                "often as there are some. Without it those that JOBS_DATABASE_URL, DISCOVERY_DATABASE_URL,",
                "MARKET_DATABASE_URL, BACKEND_DB_PATH, DISCOVERY_DB_PATH and MARKET_DB_PATH name, else the server's own",
                "database."
            })
    private List<String> from = new ArrayList<>();

    @Option(
            names = "--runs-exchange",
            paramLabel = "NAME",
            description = {
                "The exchange that the runs were tested on, which the reference does not keep. Without it the only one that",
                "there are candles of for the market, else \"unknown\"."
            })
    private String runsExchange;

    @Option(names = "--dry-run", description = "Count only: everything is taken back in the end.")
    private boolean dryRun;

    @Override
    public Integer call() {
        Optional<String> exchange = Optional.ofNullable(runsExchange).map(ImportReferenceCommand::exchange);
        Terminal terminal = new Terminal(System.out);
        return place.with((database, drivers) -> {
            try (URLClassLoader sqlite = Distribution.locate().isolated("sqlite", false);
                    Opened opened = new Opened()) {
                Connection target = opened.add(postgres(database, drivers));
                List<Source> sources = new ArrayList<>();
                for (String source : sources()) {
                    sources.add(source(source, drivers, sqlite, opened));
                }
                if (sources.isEmpty()) {
                    DatabaseUrl own = database.withoutSchema();
                    sources.add(new Source(own.toString(), opened.add(postgres(own, drivers))));
                }
                List<Taken> taken = new ReferenceImport(sources, target, dryRun, exchange, terminal::step).run();
                terminal.step(dryRun ? "This was a dry run: nothing was stored" : "Done");
                taken.forEach(line -> terminal.line(line.toString()));
                return 0;
            } catch (ReferenceException e) {
                throw LaunchException.failure(e.getMessage(), e);
            } catch (SQLException e) {
                throw LaunchException.failure(
                        "The import broke off: " + Connectivity.oneLine(e)
                                + ". What was taken over is stored; the command may be run again.",
                        e);
            } catch (IOException e) {
                throw LaunchException.failure("The SQLite driver in lib/sqlite cannot be read.", e);
            }
        });
    }

    private List<String> sources() {
        return from.isEmpty()
                ? VARIABLES.stream()
                        .map(System::getenv)
                        .filter(Objects::nonNull)
                        .filter(value -> !value.isBlank())
                        .distinct()
                        .toList()
                : from.stream().distinct().toList();
    }

    private static Source source(String text, URLClassLoader drivers, URLClassLoader sqlite, Opened opened)
            throws SQLException {
        if (Stream.of("jdbc:postgresql:", "postgres:", "postgresql:").anyMatch(text.strip()::startsWith)) {
            DatabaseUrl url = DatabaseUrl.parse(text);
            return new Source(url.toString(), opened.add(postgres(url, drivers)));
        }
        Path file = Settings.data(text);
        if (!Files.isRegularFile(file)) {
            throw LaunchException.failure("There is no SQLite file " + file
                    + " (--from takes one, or an address that begins with postgres://).");
        }
        Connection connection = connect(
                driver("org.sqlite.JDBC", "sqlite", sqlite),
                "jdbc:sqlite:" + file.toUri().toString().replaceFirst("^file:/+", "file:/") + "?mode=ro",
                file.toString());
        return new Source(file.toString(), opened.add(connection));
    }

    private static Connection postgres(DatabaseUrl url, URLClassLoader drivers) {
        return connect(driver("org.postgresql.Driver", "jdbc", drivers), url.jdbcUrl(), url.toString());
    }

    private static Connection connect(Driver driver, String url, String shown) {
        Properties properties = new Properties();
        properties.setProperty("connectTimeout", "10");
        try {
            return driver.connect(url, properties);
        } catch (SQLException e) {
            throw LaunchException.failure(
                    "The database " + shown + " cannot be opened: " + Connectivity.oneLine(e) + ".", e);
        }
    }

    private static Driver driver(String name, String folder, URLClassLoader loader) {
        try {
            return (Driver) loader.loadClass(name).getDeclaredConstructor().newInstance();
        } catch (ReflectiveOperationException e) {
            throw LaunchException.failure("The driver " + name + " is missing in lib/" + folder + ".", e);
        }
    }

    private static String exchange(String text) {
        if (!text.matches("[a-z0-9_.-]{1,100}")) {
            throw LaunchException.usage(
                    "The exchange (--runs-exchange) must be a name of lower-case letters and digits, not \"" + text
                            + "\".");
        }
        return text;
    }

    /** The connections, closed together; what is not committed then is rolled back. */
    private static final class Opened implements AutoCloseable {
        private final List<Connection> connections = new ArrayList<>();

        Connection add(Connection connection) {
            connections.add(connection);
            return connection;
        }

        @Override
        public void close() throws SQLException {
            for (Connection connection : connections) {
                connection.close();
            }
        }
    }
}
