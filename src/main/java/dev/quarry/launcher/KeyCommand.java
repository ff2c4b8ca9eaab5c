package dev.quarry.launcher;

import java.io.PrintStream;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * {@code key}: manages the keys of the API, for whoever has access to the database; the first one cannot be created in
 * another way.
 */
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

    private static int with(ServerDatabase place, Consumer<StoredKeys> work) {
        return place.with((database, drivers) -> {
            work.accept(new StoredKeys(database, drivers));
            return 0;
        });
    }

    /** {@code key create}: prints the key and nothing else on standard output. */
    @Command(name = "create", mixinStandardHelpOptions = true, description = "Make a key and print it, once.")
    static final class Create implements Callable<Integer> {
        @Mixin
        private ServerDatabase place;

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
            return with(place, keys -> {
                out.println(keys.create(name, role));
                System.err.println("This is the key " + name + "; it cannot be shown again.");
            });
        }
    }

    /** {@code key list}: one line each. */
    @Command(name = "list", mixinStandardHelpOptions = true, description = "List the keys, without their secrets.")
    static final class Show implements Callable<Integer> {
        @Mixin
        private ServerDatabase place;

        @Override
        public Integer call() {
            return with(place, keys -> {
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
        private ServerDatabase place;

        @Option(names = "--id", required = true, paramLabel = "ID", description = "The id that key list shows.")
        private String id;

        @Override
        public Integer call() {
            return with(place, keys -> keys.revoke(id));
        }
    }
}
