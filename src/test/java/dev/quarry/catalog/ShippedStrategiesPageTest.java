package dev.quarry.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quarry.engine.Backtest;
import dev.quarry.engine.SampleBars;
import dev.quarry.engine.Statistics;
import dev.quarry.engine.StrategyParameters;
import dev.quarry.strategy.language.DeclaredParameter;
import dev.quarry.strategy.language.Definition;
import dev.quarry.sweep.Combinations;
import dev.quarry.sweep.Grid;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The page of the definitions that come with Quarry has a section of each, with its parameters as they are. */
class ShippedStrategiesPageTest {

    private static final Path PAGE = Path.of("docs/shipped-strategies.md");
    private static final Path MADE = Path.of("target/shipped-strategies.md");
    private static final Map<String, CatalogedStrategy> ALL = ShippedDefinitions.all();

    @Test
    void every_definition_has_its_section_in_order_with_its_parameters_and_grids() throws IOException {
        String page = Files.readString(PAGE);
        String made = filled(page, "sample: made by a test", sample());
        for (CatalogedStrategy strategy : ALL.values()) {
            String name = strategy.reference().name();
            made = filled(made, name + ": made from the definition", table(strategy));
        }
        Files.writeString(MADE, made);

        assertThat(page.lines().filter(line -> line.startsWith("## ")))
                .containsExactlyElementsOf(
                        ALL.keySet().stream().map(name -> "## `" + name + "`").toList());
        assertThat(page).as("take the tables over by: cp %s %s", MADE, PAGE).isEqualTo(made);
    }

    @Test
    void every_definition_and_parameter_is_described_and_every_source_is_dated() {
        ALL.forEach((name, strategy) -> {
            Definition definition = strategy.definition().orElseThrow();
            assertThat(definition.name()).isEqualTo(name);
            assertThat(definition.description()).containsPattern("(19|20)\\d\\d");
            assertThat(definition.parameters().values())
                    .extracting(DeclaredParameter::description)
                    .doesNotContain("");
        });
    }

    private static String filled(String page, String marker, String text) {
        String begin = "<!-- " + marker + " -->\n";
        assertThat(page).contains(begin);
        int from = page.indexOf(begin) + begin.length();
        return page.substring(0, from) + text + page.substring(page.indexOf("<!-- end -->", from));
    }

    private static String sample() {
        return ALL.values().stream()
                .map(strategy ->
                        Backtest.run(SampleBars.bars(), StrategyParameters.defaults(strategy.strategy(), 0.0005)))
                .map(result -> row(result.parameters().strategy().name(), result.statistics()))
                .collect(Collectors.joining(
                        "", "| strategy | trades | won | return | largest fall |\n|---|---|---|---|---|\n", ""));
    }

    private static String row(String name, Statistics statistics) {
        return String.format(
                Locale.ROOT,
                "| [`%s`](#%s) | %d | %.0f%% | %.1f%% | %.1f%% |%n",
                name,
                name,
                statistics.trades(),
                statistics.winRatePercent(),
                statistics.totalReturnPercent(),
                statistics.markToMarketMaxDrawdownPercent());
    }

    private static String table(CatalogedStrategy strategy) {
        Definition definition = strategy.definition().orElseThrow();
        String rows = definition.parameters().values().stream()
                .map(ShippedStrategiesPageTest::row)
                .collect(Collectors.joining("", "| parameter | default | values | |\n|---|---|---|---|\n", ""));
        String grids = definition.grids().entrySet().stream()
                .map(grid -> String.format(
                        Locale.ROOT,
                        "`%s` of %,d combinations",
                        grid.getKey(),
                        Combinations.distinct(Grid.of(strategy.strategy(), grid.getValue()))
                                .size()))
                .collect(Collectors.joining(", ", "\nGrids: ", ".\n"));
        String defaults = definition.defaults().entrySet().stream()
                .map(setting -> "`" + setting.getKey() + "` " + setting.getValue())
                .collect(Collectors.joining(", ", " Common settings: ", "."));
        return rows + (definition.defaults().isEmpty() ? grids : grids.stripTrailing() + defaults + "\n");
    }

    private static String row(DeclaredParameter parameter) {
        String values =
                switch (parameter.type()) {
                    case BOOLEAN -> "true, false";
                    case CHOICE -> String.join(", ", parameter.choices());
                    case INTEGER ->
                        parameter.minimum().intValue() + " to "
                                + parameter.maximum().intValue();
                    case NUMBER -> parameter.minimum() + " to " + parameter.maximum();
                };
        String only = parameter.onlyIf() == null ? "" : "; only with `" + parameter.onlyIf() + "`";
        return "| `" + parameter.name() + "` | " + parameter.fallback() + " | " + values + " | "
                + parameter.description() + only + " |\n";
    }
}
