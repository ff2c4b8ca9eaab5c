package dev.quarry.launcher;

import dev.quarry.launcher.files.SparkJars;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code spark}: what has to do with Apache Spark, which searches may ask for. */
@Command(
        name = "spark",
        mixinStandardHelpOptions = true,
        description = "Apache Spark for searches that ask for it.",
        subcommands = SparkCommand.Install.class)
final class SparkCommand implements Runnable {

    @Override
    public void run() {
        throw LaunchException.usage("Say what to do: spark install (--help tells more).");
    }

    /** {@code spark install}: puts Spark's jars where the server looks for them. */
    @Command(
            name = "install",
            mixinStandardHelpOptions = true,
            description = {
                "Copy Spark's jars from Maven's local repository to lib/spark beside quarry.jar, or say what to type so that",
                "Maven fetches them. Where SPARK_HOME names an installation nothing need be installed."
            })
    static final class Install implements Callable<Integer> {

        @Option(
                names = "--repository",
                paramLabel = "DIRECTORY",
                description = "Maven's local repository (~/.m2/repository).")
        private Path repository;

        @Override
        public Integer call() {
            Distribution distribution = Distribution.locate();
            Path from = Optional.ofNullable(repository)
                    .orElseGet(() -> Path.of(System.getProperty("user.home"), ".m2", "repository"));
            Terminal terminal = new Terminal(System.out);
            try {
                terminal.step(new SparkJars(distribution.home()).install(from));
                return 0;
            } catch (FileSystemException e) {
                throw LaunchException.failure("Spark's jars cannot be copied: " + e.getMessage(), e);
            } catch (IOException e) {
                throw LaunchException.failure(e.getMessage(), e);
            }
        }
    }
}
