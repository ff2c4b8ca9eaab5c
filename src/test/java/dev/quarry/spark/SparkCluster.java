package dev.quarry.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A standalone cluster as processes of this machine: a master and two workers with a core each. */
public final class SparkCluster implements AutoCloseable {

    private static final Path FILES = Path.of("target", "spark-cluster").toAbsolutePath();

    private final List<Process> processes = new ArrayList<>();
    private final int port;

    public SparkCluster() throws IOException, InterruptedException {
        Files.createDirectories(FILES);
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        start("master.Master", "--host", "127.0.0.1", "--port", Integer.toString(port), "--webui-port", "0");
        for (int tries = 0; !answers(); tries++) {
            assertThat(tries).as("tries to reach the master").isLessThan(1200);
            Thread.sleep(100);
        }
        for (int worker = 1; worker <= 2; worker++) {
            start(
                    "worker.Worker",
                    "--host",
                    "127.0.0.1",
                    "--webui-port",
                    "0",
                    "-c",
                    "1",
                    "-m",
                    "1g",
                    "-d",
                    FILES.resolve("worker" + worker).toString(),
                    master());
        }
    }

    /** As Spark names it. */
    public String master() {
        return "spark://127.0.0.1:" + port;
    }

    /** Kills what a worker started, and nothing else. */
    void killExecutorsOf(int worker) {
        List<ProcessHandle> executors =
                processes.get(worker).toHandle().descendants().toList();
        assertThat(executors).as("executors of worker " + worker).isNotEmpty();
        executors.forEach(ProcessHandle::destroyForcibly);
    }

    /** Kills a worker with what it started. */
    void killWorker(int worker) {
        processes.get(worker).toHandle().descendants().forEach(ProcessHandle::destroyForcibly);
        processes.get(worker).destroyForcibly();
    }

    private boolean answers() {
        try (Socket socket = new Socket("127.0.0.1", port)) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    private void start(String type, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "--add-opens=java.base/sun.nio.ch=ALL-UNNAMED",
                "--add-opens=java.base/java.nio=ALL-UNNAMED",
                "--add-opens=java.base/java.lang=ALL-UNNAMED",
                "--add-opens=java.base/java.lang.invoke=ALL-UNNAMED",
                "--add-opens=java.base/java.util=ALL-UNNAMED",
                "--add-opens=java.base/java.util.concurrent=ALL-UNNAMED",
                "-Dspark.master.rest.enabled=false",
                "-cp",
                TestSpark.HOME.resolve("jars") + "/*",
                "org.apache.spark.deploy." + type));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(
                        FILES.resolve(type + "-" + processes.size() + ".log").toFile());
        builder.environment().put("SPARK_LOCAL_IP", "127.0.0.1");
        builder.environment().put("SPARK_HOME", TestSpark.HOME.toString());
        builder.environment().put("SPARK_SCALA_VERSION", "2.13");
        processes.add(builder.start());
    }

    @Override
    public void close() {
        for (Process process : processes) {
            process.toHandle().descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
        for (Process process : processes) {
            try {
                process.waitFor(10, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
