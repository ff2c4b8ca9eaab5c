package dev.quarry;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class FenceTest {

    private static final Path SOURCES = Path.of("src/main/java");
    private static final Pattern FENCE = Pattern.compile("\\bjob\\.fence\\(\\);");
    private static final Pattern END = Pattern.compile("\\s*(return( \\w+)?;\\s*)?}[\\s\\S]*");

    @Test
    void the_fence_is_the_last_that_a_transaction_does_since_it_holds_the_jobs_row_until_the_commit()
            throws IOException {
        List<String> early = new ArrayList<>();
        int fences = 0;
        try (Stream<Path> files = Files.walk(SOURCES)) {
            for (Path file : files.filter(f -> f.toString().endsWith(".java")).toList()) {
                String text = read(file);
                Matcher fence = FENCE.matcher(text);
                while (fence.find()) {
                    fences++;
                    if (!END.matcher(text.substring(fence.end())).matches()) {
                        early.add(file + ":"
                                + text.substring(0, fence.end()).lines().count());
                    }
                }
            }
        }

        assertThat(fences).isGreaterThan(5);
        assertThat(early).isEmpty();
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
