package dev.quarry.platform.text;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quarry.platform.http.QueryParameter;
import dev.quarry.platform.json.Json;
import dev.quarry.platform.json.PayloadReaders;
import dev.quarry.platform.problem.InvalidInputException;
import dev.quarry.strategy.ParameterReader;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Bodies, strategy parameters and queries take and refuse the same texts for a number. */
class LiteralsTest {

    record Body(Double number, Integer whole) {}

    @ParameterizedTest
    @ValueSource(strings = {"70", " 70 ", "+70", "-2.5", ".5", "5.", "1e3", "007"})
    void texts_that_are_numbers_everywhere(String text) {
        double value = Double.parseDouble(text.trim());

        assertThat(body(text)).contains(value);
        assertThat(parameter(text)).contains(value);
        assertThat(query(text)).contains(value);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                " ",
                "  ",
                "1d",
                "70f",
                "0x46",
                "NaN",
                "Infinity",
                "７０",
                "٧٠",
                "7O",
                "1,5",
                "--1",
                "1e",
                "e5",
                "."
            })
    void texts_that_are_numbers_nowhere(String text) {
        assertThat(body(text)).isEmpty();
        assertThat(parameter(text)).isEmpty();
        assertThat(query(text)).isEmpty();
    }

    private static Optional<Double> body(String text) {
        return taken(() -> PayloadReaders.reader()
                .read(Json.MAPPER.createObjectNode().put("number", text), Body.class)
                .number());
    }

    private static Optional<Double> parameter(String text) {
        ParameterReader reader = new ParameterReader(Map.of("number", text));
        double value = reader.number("number", 0, dev.quarry.strategy.NumberRange.atLeast(-1e9));
        return reader.faults().isEmpty() ? Optional.of(value) : Optional.empty();
    }

    private static Optional<Double> query(String text) {
        return taken(() -> QueryParameter.number("number", text));
    }

    private static Optional<Double> taken(Supplier<Double> reading) {
        try {
            return Optional.of(reading.get());
        } catch (InvalidInputException refused) {
            return Optional.empty();
        }
    }
}
