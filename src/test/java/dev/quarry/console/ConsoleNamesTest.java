package dev.quarry.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quarry.strategy.ChartLine;
import dev.quarry.strategy.Parameter;
import dev.quarry.strategy.rsibands.RsiBands;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Forms, charts, grids and filters come from the strategy: the console's scripts know none of them by name. */
class ConsoleNamesTest {

    @Test
    void no_script_knows_a_strategy_or_its_parameters_or_lines_by_name() throws IOException {
        Map<String, String> found = new TreeMap<>();
        ConsoleSources.texts(".js").forEach((file, text) -> {
            if (!file.startsWith("src/test")) {
                names(text).forEach(name -> found.merge(file, name, (a, b) -> a + ", " + b));
            }
        });

        assertThat(found).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"test.bars.bb_up", "`${name}: rsi_min`", "'kc'", "base.use_rsi_relation", "\"rsi_bands\"", "rsi30_ma"})
    void a_name_is_found_however_it_is_written(String code) {
        assertThat(names(code)).hasSize(1);
    }

    /** What its lines are called, and the indicator that they begin with, alone. */
    private static Stream<String> names(String text) {
        Stream<String> lines = RsiBands.STRATEGY.chart().stream().map(ChartLine::name);
        Stream<String> indicators = RsiBands.STRATEGY.chart().stream()
                .map(line -> line.name().replaceFirst("[_0-9].*", ""))
                .distinct();
        Stream<String> parameters = RsiBands.STRATEGY.parameters().stream().map(Parameter::name);
        String names = Stream.of(lines, indicators, parameters, Stream.of(RsiBands.STRATEGY.name()))
                .flatMap(part -> part)
                .map(Pattern::quote)
                .collect(Collectors.joining("|"));
        return Pattern.compile("(?<![\\w])(" + names + ")(?![\\w])")
                .matcher(text)
                .results()
                .map(MatchResult::group);
    }
}
