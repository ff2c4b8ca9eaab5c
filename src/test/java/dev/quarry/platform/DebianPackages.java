package dev.quarry.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.BooleanSupplier;

/** Tools that tests need: no test is left out in silence where one is missing. */
public final class DebianPackages {

    private DebianPackages() {}

    /**
     * Installs packages where that is allowed; otherwise fails and tells what to type.
     *
     * @param packages their names, with spaces between
     * @param areThere whether what they bring is there
     */
    public static void need(String packages, BooleanSupplier areThere) {
        String install = "apt-get update && apt-get install -y " + packages;
        if (!areThere.getAsBoolean()
                && "root".equals(System.getProperty("user.name"))
                && Files.isExecutable(Path.of("/usr/bin/apt-get"))) {
            run(install);
        }
        assertThat(areThere.getAsBoolean())
                .as("This test needs " + packages + ". Type: sudo sh -c '" + install + "'")
                .isTrue();
    }

    private static void run(String command) {
        try {
            new ProcessBuilder("sh", "-c", command).inheritIO().start().waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
