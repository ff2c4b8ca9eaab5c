package dev.quarry.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class BenchesTest {

    @Test
    void an_unknown_name_is_answered_with_the_list_before_any_bench_runs() {
        assertThatThrownBy(() -> Benches.main("sweep,quue"))
                .isInstanceOf(Benches.Refused.class)
                .hasMessage(
                        "There is no bench \"quue\". Name one or several, separated by commas, of sweep, samplers, strategies, divided, spark,"
                                + " universe, plain, ledger, reads, search, tables, retention, import, push, prices, server, start, queue, wal, soak, streams, console,"
                                + " chaos, calibration, sampled-calibration.");
    }

    @Test
    void a_bench_gets_the_options_of_its_virtual_machine_and_every_property_of_ours() {
        Properties typed = new Properties();
        typed.setProperty("quarry.jvm.args", "-Xmx2g  -XX:+UseSerialGC");
        typed.setProperty("quarry.bench.start.options", "-Xms1g -Xint");
        typed.setProperty("user.name", "nobody");

        List<String> command = Benches.command("import", typed);

        assertThat(command.subList(1, 5))
                .containsExactly("-Xmx2g", "-XX:+UseSerialGC", "-Xmx512m", "-Dquarry.bench.start.options=-Xms1g -Xint");
        assertThat(command.get(5)).isEqualTo("-classpath");
        assertThat(command.get(6)).contains("test-classes");
        assertThat(command.subList(7, command.size())).containsExactly("dev.quarry.bench.IngestionBenchmark");
        assertThat(Benches.command("sweep", new Properties())).contains("-Xmx1g");
    }

    @Test
    void every_program_among_the_benches_has_a_name() throws IOException {
        try (Stream<Path> sources = Files.list(Path.of("src/test/java/dev/quarry/bench"))) {
            String named = Files.readString(Path.of("src/test/java/dev/quarry/bench/Benches.java"));
            assertThat(sources.filter(source -> source.toString().matches(".*(?<!Test)[.]java"))
                            .filter(BenchesTest::isProgram)
                            .map(source -> source.getFileName().toString().replace(".java", ".class")))
                    .hasSizeGreaterThan(10)
                    .allMatch(named::contains);
        }
    }

    private static boolean isProgram(Path source) {
        try {
            return Files.readString(source).contains("static void main(String[]");
        } catch (IOException e) {
            throw new IllegalStateException(source.toString(), e);
        }
    }
}
