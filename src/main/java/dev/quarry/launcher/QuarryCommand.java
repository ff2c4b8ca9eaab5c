package dev.quarry.launcher;

import dev.quarry.launcher.memory.OutOfMemory;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command line {@code java -jar quarry.jar}; public for {@link Main}, which must not refer to it. */
@Command(
        name = "quarry",
        mixinStandardHelpOptions = true,
        versionProvider = QuarryCommand.Version.class,
        description = "Background jobs for quantitative strategy research.",
        subcommands = {
            ServeCommand.class,
            DemoCommand.class,
            KeyCommand.class,
            ImportReferenceCommand.class,
            SparkCommand.class,
            CacheCommand.class
        })
public final class QuarryCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    /** Runs the command line; never returns. */
    public static void main(String[] arguments) {
        // In Turkish the capital of i is another letter: the server would find neither settings of the environment
        // nor headers.
        Locale.setDefault(Locale.ENGLISH);
        Thread.setDefaultUncaughtExceptionHandler(new OutOfMemory(System.err));
        System.exit(execute(System.out, System.err, arguments));
    }

    @Override
    public void run() {
        throw LaunchException.usage(
                "Say what to do: serve, demo, key, import-reference, spark or cache (--help tells more).");
    }

    /** Runs the command line and returns the exit code: 0, 1 for a failure, 2 for a wrong command line. */
    static int execute(PrintStream out, PrintStream err, String... arguments) {
        CommandLine line = new CommandLine(new QuarryCommand());
        line.setOut(new java.io.PrintWriter(out, true, StandardCharsets.UTF_8));
        line.setParameterExceptionHandler((e, given) -> wrongUsage(e, err));
        line.setExecutionExceptionHandler((e, command, result) -> {
            if (e instanceof LaunchException launch) {
                err.println(launch.getMessage());
                return launch.exitCode();
            }
            throw e;
        });
        return line.execute(arguments);
    }

    /** Prints the error and returns the exit code. It names the option, never its value, which may be a secret. */
    private static int wrongUsage(ParameterException e, PrintStream err) {
        String sentence = e instanceof CommandLine.UnmatchedArgumentException unmatched
                ? "Unknown option or argument: "
                        + unmatched.getUnmatched().get(0).replaceFirst("=.*", "")
                : e.getMessage().replaceFirst("\\.$", "");
        err.println(sentence + " (--help tells what there is).");
        return LaunchException.USAGE;
    }

    /** The version in the jar's manifest. */
    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            String version = QuarryCommand.class.getPackage().getImplementationVersion();
            return new String[] {"Quarry " + (version == null ? "(unpacked)" : version) + ", Java " + Runtime.version()
            };
        }
    }
}
