package dev.quarry.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quarry.launcher.memory.OutOfMemory;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** A jar cannot ask for {@code -XX:+ExitOnOutOfMemoryError}: its launcher sees to the same. */
class OutOfMemoryIT {

    /** The command line, one of whose threads wants more than there is as soon as it prints. */
    static final class Hungry {

        private Hungry() {}

        public static void main(String[] arguments) {
            System.setOut(new PrintStream(new OutputStream() {
                @Override
                public void write(int b) {
                    Thread hungry =
                            new Thread(() -> System.err.println(new long[Integer.MAX_VALUE / 2].length), "hungry");
                    hungry.start();
                    try {
                        hungry.join();
                        Thread.sleep(60_000);
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                }
            }));
            QuarryCommand.main(new String[] {"--help"});
        }
    }

    @Test
    void a_thread_that_dies_of_too_little_memory_ends_the_process_with_a_sentence() throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-Xmx32m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Hungry.class.getName())
                .redirectErrorStream(true)
                .start();
        try {
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

            assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).as(said).isEqualTo(OutOfMemory.EXIT_CODE);
            assertThat(said).contains("its memory is used up (thread hungry)", "Give it more with -Xmx.");
        } finally {
            process.destroyForcibly();
        }
    }
}
