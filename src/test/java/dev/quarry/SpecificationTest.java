package dev.quarry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quarry.strategy.Preset;
import dev.quarry.strategy.rsibands.Presets;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** {@code docs/specification.md} against the comments that name its sections and against the presets that are served. */
class SpecificationTest {

    private static final Path PAGE = Path.of("docs/specification.md");
    private static final Pattern HEADING = Pattern.compile("(?m)^##+ ([A-Z](?:\\.\\d+)?)[. ]");

    /** {@code SPEC} and the sections after it, as in {@code SPEC A.3, H.3}; a comment may break its line between them. */
    private static final Pattern NAMED =
            Pattern.compile("\\bSPEC[\\s*]+([A-Z](?:\\.\\d+)?(?:,[\\s*]+[A-Z](?:\\.\\d+)?)*)(?![A-Za-z])");

    private static final Pattern ANY = Pattern.compile("\\bSPEC[\\s*]+[A-Z]\\b");

    @Test
    void every_section_that_a_comment_names_is_a_heading_of_the_specification() throws IOException {
        Set<String> headings = HEADING.matcher(Files.readString(PAGE))
                .results()
                .map(heading -> heading.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
        Map<String, String> named = new TreeMap<>();
        long comments = 0;
        for (Path file : sources()) {
            String text = Files.readString(file);
            comments += ANY.matcher(text).results().count();
            NAMED.matcher(text)
                    .results()
                    .flatMap(found -> Arrays.stream(found.group(1).split(",[\\s*]+")))
                    .forEach(section -> named.putIfAbsent(section, file.toString()));
        }
        named.keySet().removeAll(headings);

        assertThat(named)
                .as("sections that the specification lacks, and who names them")
                .isEmpty();
        assertThat(comments).as("comments that name a section").isGreaterThan(30);
    }

    @Test
    void the_tables_of_presets_are_the_presets_that_are_served() throws IOException {
        Map<String, Map<String, String>> tables = new TreeMap<>();
        List<String> keys = List.of();
        for (String line : Files.readString(PAGE)
                .split("## K\\.")[1]
                .split("## L\\.")[0]
                .lines()
                .toList()) {
            List<String> cells =
                    Arrays.stream(line.split("\\|")).map(String::strip).skip(1).toList();
            if (cells.isEmpty() || cells.get(0).startsWith("---")) {
                continue;
            }
            if (cells.get(0).equals("key")) {
                keys = cells.subList(1, cells.size());
                continue;
            }
            for (int column = 0; column < keys.size(); column++) {
                String value = cells.get(column + 1);
                if (!value.equals("–")) {
                    tables.computeIfAbsent(keys.get(column), key -> new TreeMap<>())
                            .put(cells.get(0), value);
                }
            }
        }

        Map<String, Map<String, String>> served = new TreeMap<>();
        for (Preset preset : Presets.all()) {
            Map<String, Object> cells = new LinkedHashMap<>(preset.parameters());
            cells.put("name", preset.name());
            cells.put("category", preset.category());
            Map<String, String> texts = new TreeMap<>();
            cells.forEach((name, value) -> texts.put(name, Objects.toString(value)));
            served.put(preset.key(), texts);
        }
        assertThat(tables).isEqualTo(served);
    }

    private static List<Path> sources() throws IOException {
        List<Path> all = new ArrayList<>();
        for (String root : List.of("src/main/java", "src/test/java")) {
            try (var files = Files.walk(Path.of(root))) {
                files.filter(file -> file.toString().endsWith(".java")).forEach(all::add);
            }
        }
        return all;
    }
}
