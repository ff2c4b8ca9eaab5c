package dev.quarry.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The process that serves a PostgreSQL cluster. */
final class Postmaster {

    private Postmaster() {}

    /** The running server that {@code postmaster.pid} names; empty when the number belongs to another process now. */
    static Optional<ProcessHandle> of(Path cluster) throws IOException {
        Path pidFile = cluster.resolve("postmaster.pid");
        if (!Files.exists(pidFile)) {
            return Optional.empty();
        }
        List<String> lines = Files.readAllLines(pidFile);
        try {
            return lines.isEmpty()
                    ? Optional.empty()
                    : ProcessHandle.of(Long.parseLong(lines.get(0).trim())).filter(process -> serves(process, cluster));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    private static boolean serves(ProcessHandle process, Path cluster) {
        boolean postgres = process.info()
                .command()
                .map(command -> Path.of(command).getFileName().toString().startsWith("postgres"))
                .orElse(false);
        if (!postgres) {
            return false;
        }
        Path workingDirectory = Path.of("/proc", Long.toString(process.pid()), "cwd");
        try {
            return workingDirectory.toRealPath().equals(cluster.toRealPath());
        } catch (IOException e) {
            // No /proc on this system: the server's command line names the cluster.
            return process.info()
                    .commandLine()
                    .map(line -> line.contains(cluster.toString()))
                    .orElse(true);
        }
    }
}
