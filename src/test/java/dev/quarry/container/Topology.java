package dev.quarry.container;

import dev.quarry.chaos.BrokerProcess;
import dev.quarry.chaos.ChaosDistribution;
import dev.quarry.job.testing.SleepHandler;
import dev.quarry.launcher.PostgresProcess;
import dev.quarry.launcher.QuarryProcess;
import dev.quarry.platform.FreePort;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * One API node and two workers on one PostgreSQL and one broker, each a process. Command line and environment of the nodes
 * are those of {@code Dockerfile} and {@code compose.yaml}; only addresses and directories are this machine's, the
 * container's memory limit is told to the JVM, and it compiles in a hurry.
 */
final class Topology implements AutoCloseable {

    private final ImageRecipe image;
    private final ComposeFile compose;
    private final Path directory;
    private final Path home;
    private final PostgresProcess postgres;
    private final BrokerProcess broker;
    private final List<QuarryProcess> nodes = new ArrayList<>();

    Topology(ImageRecipe image, ComposeFile compose) throws Exception {
        this.image = image;
        this.compose = compose;
        directory = QuarryProcess.emptyDirectory("topology");
        home = ChaosDistribution.create(directory.resolve("quarry"), SleepHandler.class);
        postgres = PostgresProcess.start(Files.createDirectory(directory.resolve("postgres")));
        broker = new BrokerProcess(Files.createDirectory(directory.resolve("broker")));
    }

    /** Starts a container of that service; further settings win over the service's. */
    QuarryProcess start(String service, String name, Map<String, String> settings) throws Exception {
        int port = FreePort.next();
        Path data = Files.createDirectories(directory.resolve(name)).resolve("data");
        URI database = URI.create(postgres.jdbcUrl().substring("jdbc:".length()));
        Map<String, String> environment = new HashMap<>(image.environment());
        environment.putAll(compose.environment(
                service, Map.of("POSTGRES_PASSWORD", "unused", "ARTEMIS_PASSWORD", broker.password())));
        environment.put("QUARRY_PORT", Integer.toString(port));
        environment.put("QUARRY_DATA", data.toString());
        environment.put(
                "DATABASE_URL",
                environment
                        .get("DATABASE_URL")
                        .replace("postgres:5432/quarry", "127.0.0.1:" + database.getPort() + database.getPath())
                        .replace("quarry:unused@", userInfo(database)));
        environment.put(
                "BROKER_URL", environment.get("BROKER_URL").replace("artemis:61616", "127.0.0.1:" + broker.port()));
        environment.put(
                "JDK_JAVA_OPTIONS",
                "-XX:TieredStopAtLevel=1 -XX:MaxRAM="
                        + ComposeFile.byDefault(compose.service(service).get("mem_limit")));
        environment.putAll(settings);
        QuarryProcess node = QuarryProcess.start(image.commandFor(home), data, port, environment);
        nodes.add(node);
        return node;
    }

    PostgresProcess postgres() {
        return postgres;
    }

    BrokerProcess broker() {
        return broker;
    }

    @Override
    public void close() throws Exception {
        nodes.forEach(QuarryProcess::close);
        broker.close();
        postgres.close();
    }

    /** {@code user:password@} of a URL whose query says both. */
    private static String userInfo(URI database) {
        Map<String, String> parameters = new HashMap<>();
        for (String parameter : database.getRawQuery().split("&")) {
            String[] pair = parameter.split("=", 2);
            parameters.put(pair[0], pair[1]);
        }
        return parameters.get("user") + ":" + parameters.get("password") + "@";
    }
}
