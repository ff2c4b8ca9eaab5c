package dev.quarry.strategy.language;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quarry.strategy.language.functions.Function;
import dev.quarry.strategy.language.functions.Functions;
import dev.quarry.strategy.language.syntax.Limits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The page of the language says what the language is. */
class StrategiesPageTest {

    private static final Path PAGE = Path.of("docs/strategies.md");
    private static final Path MADE = Path.of("target/strategies.md");
    private static final String BEGIN = "<!-- functions: made from the registry -->\n";
    private static final String END = "<!-- end of functions -->";

    @Test
    void the_table_of_functions_is_that_of_the_registry() throws IOException {
        String page = Files.readString(PAGE);
        int begin = page.indexOf(BEGIN) + BEGIN.length();
        String made = page.substring(0, begin) + table() + page.substring(page.indexOf(END));
        Files.writeString(MADE, made);

        assertThat(page).as("take the new table over by: cp %s %s", MADE, PAGE).isEqualTo(made);
    }

    @Test
    void the_definition_of_the_page_is_right() throws IOException {
        String page = Files.readString(PAGE);
        int begin = page.indexOf("```json\n") + 8;
        Definition definition =
                Definitions.right(Definitions.json(page.substring(begin, page.indexOf("```\n", begin))));

        assertThat(definition.digest())
                .isEqualTo(
                        Definitions.right(Definitions.json(Definitions.TURTLE)).digest());
    }

    @Test
    void every_word_of_the_language_and_every_limit_is_on_the_page() throws IOException {
        String page = Files.readString(PAGE);

        assertThat(Words.all()).allSatisfy(word -> assertThat(page).containsPattern("\\b" + word + "\\b"));
        assertThat(java.util.List.of(
                        Limits.EXPRESSION_CHARACTERS,
                        Limits.CHARACTERS_TOGETHER,
                        Limits.DEPTH,
                        Limits.WINDOW,
                        Limits.SERIES,
                        Limits.PARAMETERS,
                        Limits.GRIDS,
                        Limits.NODES,
                        Limits.GRID_VALUES))
                .allSatisfy(limit -> assertThat(page.substring(page.indexOf("## Limits")))
                        .contains(String.format(java.util.Locale.ROOT, "%,d", limit)));
    }

    private static String table() {
        return Functions.all().values().stream()
                .map(StrategiesPageTest::row)
                .collect(Collectors.joining(
                        "\n", "| function | meaning | warm-up | source |\n|---|---|---|---|\n", "\n"));
    }

    private static String row(Function function) {
        return "| `" + function.signature() + "` | " + function.meaning() + " | "
                + function.warmup().text() + " | " + function.source() + " |";
    }
}
