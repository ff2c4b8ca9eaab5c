package dev.quarry.launcher;

import dev.quarry.launcher.files.PrivateFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * The embedded PostgreSQL: a cluster in the data directory, on one loopback port, with a password of its own. Its
 * programs are called directly, because the data here must survive: settings are durable, an orphan of a killed server
 * is found and stopped, and a stop is complete only when the processes are gone.
 */
final class PostgresServer implements AutoCloseable {
    private static final String USER = "quarry";
    private static final long PROGRAM_MINUTES = 5;
    private static final List<String> SERVER_OPTIONS = List.of(
            "listen_addresses=127.0.0.1",
            "unix_socket_directories=",
            "max_connections=128",
            "fsync=on",
            "synchronous_commit=on",
            "timezone=UTC",
            "log_timezone=UTC");

    private final Path programs;
    private final Path cluster;
    private final Path log;
    private final RunAs runAs;
    private final int port;

    private PostgresServer(Path programs, DataDirectory data, int port) throws IOException {
        this.programs = programs;
        this.cluster = data.postgres();
        this.log = data.log().resolve("postgresql.log");
        this.runAs = RunAs.choose(program("postgres"));
        this.port = port;
    }

    /**
     * Starts the server; it accepts connections when this returns.
     *
     * @param programs the directory with PostgreSQL's {@code bin}
     * @throws LaunchException with PostgreSQL's own reason where it gives one
     */
    static PostgresServer start(Path programs, DataDirectory data, int port) {
        try {
            PostgresServer server = new PostgresServer(programs, data, port);
            server.start(data);
            return server;
        } catch (IOException e) {
            throw LaunchException.failure("The embedded PostgreSQL could not be started: " + e.getMessage() + ".", e);
        }
    }

    /** The address of the server of that data directory when it is started on that port. */
    static DatabaseUrl url(DataDirectory data, int port) {
        try {
            return DatabaseUrl.embedded(
                    port, USER, Files.readString(keptPassword(data)).trim());
        } catch (IOException e) {
            throw LaunchException.failure(
                    "The password of the embedded PostgreSQL cannot be kept in " + data.path() + ".", e);
        }
    }

    /** The embedded server that another process has started on that data directory; empty when none runs. */
    static Optional<DatabaseUrl> running(Path data) {
        Path pidFile = data.resolve("postgresql").resolve("postmaster.pid");
        try {
            if (!Files.exists(pidFile)) {
                return Optional.empty();
            }
            List<String> lines = Files.readAllLines(pidFile);
            if (ProcessHandle.of(Long.parseLong(lines.get(0).trim())).isEmpty()) {
                return Optional.empty();
            }
            String password = Files.readString(passwordFile(data)).trim();
            return Optional.of(
                    DatabaseUrl.embedded(Integer.parseInt(lines.get(3).trim()), USER, password));
        } catch (IOException e) {
            throw LaunchException.failure("The data directory " + data + " cannot be read.", e);
        } catch (NumberFormatException | IndexOutOfBoundsException e) {
            return Optional.empty();
        }
    }

    /** Whether the server's process exists. */
    boolean isRunning() {
        try {
            return alive(Postmaster.of(cluster));
        } catch (IOException e) {
            // Being written just now.
            return true;
        }
    }

    /**
     * Starts it again on the same files and the same port.
     *
     * @throws LaunchException with PostgreSQL's own reason where it gives one
     */
    void startAgain() throws IOException {
        stopOrphan();
        launch();
    }

    /** Shuts the server down fast, or immediately when that takes too long; returns when it is gone. */
    @Override
    public void close() throws IOException {
        Optional<ProcessHandle> postmaster = Postmaster.of(cluster);
        if (run("pg_ctl", "stop", "-D", cluster.toString(), "-m", "fast", "-w", "-t", "60") != 0 && alive(postmaster)) {
            run("pg_ctl", "stop", "-D", cluster.toString(), "-m", "immediate", "-w", "-t", "20");
        }
        postmaster.filter(ProcessHandle::isAlive).ifPresent(ProcessHandle::destroyForcibly);
    }

    private void start(DataDirectory data) throws IOException {
        rotateLog();
        runAs.own(programs);
        runAs.own(cluster);
        if (runAs.isAnother()) {
            PrivateFiles.letThrough(data.path());
        }
        if (Files.exists(cluster)) {
            requireSameVersion();
            stopOrphan();
        } else {
            create(data);
        }
        launch();
    }

    private void launch() throws IOException {
        List<String> options = new ArrayList<>(List.of("-p", Integer.toString(port)));
        SERVER_OPTIONS.forEach(option -> options.addAll(List.of("-c", option)));
        long logged = Files.exists(log) ? Files.size(log) : 0;
        int status =
                run("pg_ctl", "start", "-D", cluster.toString(), "-w", "-t", "120", "-o", String.join(" ", options));
        if (status != 0) {
            throw LaunchException.failure("The embedded PostgreSQL could not be started: " + reason(logged));
        }
    }

    /**
     * Creates the cluster in another directory and then moves it into place, so that it exists completely or not at
     * all.
     */
    private void create(DataDirectory data) throws IOException {
        Path building = data.path().resolve("postgresql.new");
        Path passwordFile = keptPassword(data);
        DataDirectory.deleteRecursively(building);
        Files.createDirectory(building);
        runAs.own(building);
        runAs.own(passwordFile);
        long logged = Files.exists(log) ? Files.size(log) : 0;
        int status = run(
                "initdb",
                "-D",
                building.toString(),
                "-U",
                USER,
                "-A",
                "scram-sha-256",
                "--pwfile=" + passwordFile,
                "-E",
                "UTF-8",
                "--locale-provider=builtin",
                "--builtin-locale=C.UTF-8",
                "--locale=C",
                "--no-instructions");
        if (status != 0) {
            throw LaunchException.failure("The embedded PostgreSQL could not be created: " + reason(logged));
        }
        Files.move(building, cluster, StandardCopyOption.ATOMIC_MOVE);
    }

    private void requireSameVersion() throws IOException {
        Path versionFile = cluster.resolve("PG_VERSION");
        String kept = Files.exists(versionFile) ? Files.readString(versionFile).trim() : "an unknown version";
        String ours = majorVersion();
        if (!kept.equals(ours)) {
            throw LaunchException.failure("The data directory holds a database of PostgreSQL " + kept
                    + ", but this distribution brings PostgreSQL " + ours
                    + "; migrate it with pg_upgrade or choose another directory with --data.");
        }
    }

    private String majorVersion() throws IOException {
        Process process = new ProcessBuilder(command("postgres", "--version"))
                .redirectErrorStream(true)
                .start();
        String answer = new String(process.getInputStream().readAllBytes()).trim();
        return answer.replaceFirst("^.* (\\d+)(\\.\\d+)?.*$", "$1");
    }

    /**
     * Stops a database server that a killed Quarry left behind: since we have locked the data directory, no other one
     * can run on it.
     */
    private void stopOrphan() throws IOException {
        Path pidFile = cluster.resolve("postmaster.pid");
        if (!Files.exists(pidFile)) {
            return;
        }
        if (Postmaster.of(cluster).isPresent()) {
            close();
        }
        Files.deleteIfExists(pidFile);
    }

    private static boolean alive(Optional<ProcessHandle> process) {
        return process.filter(ProcessHandle::isAlive).isPresent();
    }

    private int run(String program, String... arguments) throws IOException {
        PrivateFiles.create(log);
        Process process = new ProcessBuilder(command(program, arguments))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .directory(programs.toFile())
                .start();
        process.getOutputStream().close();
        try {
            if (process.waitFor(PROGRAM_MINUTES, TimeUnit.MINUTES)) {
                return process.exitValue();
            }
            process.destroyForcibly();
            throw new IOException(program + " did not finish within " + PROGRAM_MINUTES + " minutes");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while waiting for " + program, e);
        }
    }

    private List<String> command(String program, String... arguments) {
        List<String> command = new ArrayList<>(runAs.prefix());
        command.add(program(program).toString());
        command.addAll(List.of(arguments));
        return command;
    }

    private Path program(String name) {
        return programs.resolve("bin")
                .resolve(System.getProperty("os.name").startsWith("Windows") ? name + ".exe" : name);
    }

    /** PostgreSQL's last error message, as the end of a sentence. */
    private String reason(long from) throws IOException {
        byte[] all = Files.readAllBytes(log);
        String written = new String(all, (int) Math.min(from, all.length), (int) Math.max(0, all.length - from));
        return written.lines()
                .filter(line -> line.contains("FATAL:") || line.contains("error:") || line.contains("PANIC:"))
                .reduce((first, second) -> second)
                .map(line -> line.replaceFirst("^.*?(FATAL|PANIC|error):\\s*", "") + " (see " + log + ").")
                .orElse("see " + log + ".");
    }

    private void rotateLog() throws IOException {
        if (Files.exists(log) && Files.size(log) > 1_000_000) {
            Files.move(log, log.resolveSibling("postgresql.log.1"), StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private static Path passwordFile(Path data) {
        return data.resolve("postgresql.password");
    }

    /** The file with the password, which is generated when there is none. */
    private static Path keptPassword(DataDirectory data) throws IOException {
        Path file = passwordFile(data.path());
        if (!Files.exists(file)) {
            Path written = file.resolveSibling(file.getFileName() + ".new");
            Files.deleteIfExists(written);
            if (file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
                Files.createFile(
                        written, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            }
            Files.writeString(written, RandomPassword.draw());
            Files.move(written, file, StandardCopyOption.ATOMIC_MOVE);
        }
        return file;
    }
}
