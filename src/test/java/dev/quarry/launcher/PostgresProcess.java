package dev.quarry.launcher;

import dev.quarry.launcher.embedded.PostgresArchive;
import dev.quarry.platform.FreePort;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A PostgreSQL of its own (fsync on) that tests kill as a power failure would, and start again on the same files and port.
 */
public final class PostgresProcess implements AutoCloseable {
    private static final long PATIENCE_SECONDS = 30;

    private final Path programs;
    private final DataDirectory data;
    private final int port = FreePort.next();
    private PostgresServer server;

    private PostgresProcess(Path programs, DataDirectory data) {
        this.programs = programs;
        this.data = data;
    }

    /** Creates a cluster in that existing directory and starts it. */
    public static PostgresProcess start(Path directory) throws IOException {
        Path programs = Files.createDirectory(directory.resolve("programs"));
        PostgresArchive.unpack(programs);
        PostgresProcess postgres = new PostgresProcess(programs, DataDirectory.open(directory.resolve("data")));
        postgres.start();
        return postgres;
    }

    /** Starts it again; it takes connections when this returns. */
    public void start() {
        server = PostgresServer.start(programs, data, port);
    }

    public int port() {
        return port;
    }

    /** How it is reached directly. */
    public String jdbcUrl() {
        return PostgresServer.url(data, port).jdbcUrl();
    }

    /** How it is reached through a proxy on that loopback port. */
    public String jdbcUrl(int proxy) {
        return jdbcUrl().replace(":" + port + "/", ":" + proxy + "/");
    }

    /** SIGKILL for the postmaster and all of its processes; returns when they are gone. */
    public void kill9() throws Exception {
        List<ProcessHandle> all = processes();
        all.forEach(ProcessHandle::destroyForcibly);
        for (ProcessHandle process : all) {
            process.onExit().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        }
    }

    @Override
    public void close() throws Exception {
        try {
            kill9();
        } finally {
            data.close();
        }
    }

    private List<ProcessHandle> processes() throws IOException {
        Path pidFile = data.postgres().resolve("postmaster.pid");
        List<ProcessHandle> all = new ArrayList<>();
        if (Files.exists(pidFile)) {
            long pid = Long.parseLong(Files.readAllLines(pidFile).get(0).trim());
            ProcessHandle.of(pid)
                    .filter(p -> p.info().command().orElse("").contains("postgres"))
                    .ifPresent(postmaster -> {
                        all.add(postmaster);
                        postmaster.descendants().forEach(all::add);
                    });
        }
        return all;
    }
}
