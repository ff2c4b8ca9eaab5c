package dev.quarry.python;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quarry.launcher.QuarryProcess;
import dev.quarry.platform.DebianPackages;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The Python package, as a wheel, against the real server. */
class PythonClientIT {

    private static final String PYTHON = "/usr/bin/python3";
    private static final String PACKAGES =
            "--no-install-recommends python3 flit python3-pandas python3-nbclient python3-nbformat python3-ipykernel";
    private static final Path CLIENT = Path.of("clients", "python").toAbsolutePath();
    private static final Path WORK = Path.of("target", "python").toAbsolutePath();

    private static QuarryProcess server;

    @BeforeAll
    static void start() throws IOException, InterruptedException {
        DebianPackages.need(
                PACKAGES,
                () -> Files.isExecutable(Path.of(PYTHON))
                        && isThere("import flit_core.wheel, pandas, nbclient, nbformat, ipykernel"));
        Files.createDirectories(WORK);
        run(CLIENT, null, PYTHON, "-m", "flit_core.wheel", "--outdir", WORK.toString());
        server = QuarryProcess.serve(QuarryProcess.emptyDirectory("python").resolve("data"))
                .awaitReady();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void its_tests_pass_against_the_server() throws IOException, InterruptedException {
        String said = run(CLIENT, wheel(), PYTHON, "-m", "unittest", "discover", "-v", "-s", "tests");

        assertThat(said).contains("OK").doesNotContain("skipped=");
    }

    /** A notebook of errors would stop at its first one. */
    @Test
    void the_notebook_goes_from_a_file_to_a_verdict() throws IOException, InterruptedException {
        Path notebook =
                Path.of("docs", "notebooks", "from-csv-to-verdict.ipynb").toAbsolutePath();
        Path folder = QuarryProcess.emptyDirectory("notebook");
        String program = """
                import sys, nbformat
                from nbclient import NotebookClient
                read = nbformat.read(sys.argv[1], as_version=4)
                NotebookClient(read, timeout=300, kernel_name="python3").execute()
                nbformat.write(read, "done.ipynb")
                """;
        run(folder, wheel(), PYTHON, "-c", program, notebook.toString());

        assertThat(folder.resolve("done.ipynb")).content().contains("<polyline", "border-left:5px solid");
        assertThat(folder.resolve("report.html")).content().contains("notebook_breakout on BTC/USD", "</html>");
    }

    private static Path wheel() throws IOException {
        try (Stream<Path> files = Files.list(WORK)) {
            return files.filter(file -> file.toString().endsWith(".whl"))
                    .findFirst()
                    .orElseThrow();
        }
    }

    private static boolean isThere(String imports) {
        try {
            return new ProcessBuilder(PYTHON, "-c", imports)
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** What a program says; fails where it fails. Python reads a wheel as it lies. */
    private static String run(Path folder, Path wheel, String... command) throws IOException, InterruptedException {
        File output = Files.createTempFile(WORK, "output", ".txt").toFile();
        ProcessBuilder builder = new ProcessBuilder(List.of(command))
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output);
        if (server != null) {
            builder.environment().put("QUARRY_URL", server.base().toString());
        }
        if (wheel != null) {
            builder.environment().put("PYTHONPATH", wheel.toString());
        }
        builder.environment().put("PYTHONDONTWRITEBYTECODE", "1");
        Process process = builder.start();
        boolean ended = process.waitFor(5, TimeUnit.MINUTES);
        if (!ended) {
            process.destroyForcibly();
        }
        String said = Files.readString(output.toPath(), StandardCharsets.UTF_8);
        assertThat(ended && process.exitValue() == 0).as(said).isTrue();
        return said;
    }
}
