package dev.quarry.platform.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.quarry.platform.problem.ProblemException;
import dev.quarry.platform.problem.Violation;
import jakarta.ws.rs.core.MediaType;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.annotation.Annotation;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class JsonBodyTest {

    private static JsonNode read(String body) {
        try {
            return new JsonBody()
                    .readFrom(
                            JsonNode.class,
                            JsonNode.class,
                            new Annotation[0],
                            MediaType.APPLICATION_JSON_TYPE,
                            null,
                            new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ProblemException refusal(String body) {
        return catchThrowableOfType(ProblemException.class, () -> read(body));
    }

    @Test
    void no_body_is_null() {
        assertThat(read(" \n")).isNull();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
                    {                 | Unexpected end-of-input: expected close marker for Object (line 1, column 2)
                    {"a": NaN}        | Non-standard token 'NaN' (line 1, column 10)
                    {"a": 1, "a": 2}  | Duplicate Object property "a" (line 1, column 13)
                    {"a": 1} {"b": 2} | Trailing token found after value (line 1, column 10)
                    """)
    void broken_json_is_reported_in_words_and_with_its_place(String body, String reason) {
        ProblemException refusal = refusal(body);

        assertThat(refusal.status()).isEqualTo(400);
        assertThat(refusal).hasMessage("the body is not valid JSON: " + reason);
    }

    @Test
    void nesting_without_end_is_refused_without_the_names_of_the_parsers_switches() {
        ProblemException refusal = refusal("[".repeat(100_000));

        assertThat(refusal.status()).isEqualTo(400);
        assertThat(refusal).hasMessageContaining("nesting depth").hasMessageNotContaining("`");
    }

    @Test
    void the_character_that_the_database_cannot_hold_is_refused_by_field() {
        ProblemException refusal =
                refusal("{\"a\": {\"b\": [\"x\", \"\\u0000\"]}, \"c\\u0000\": 1, \"d\": \"\\\\u0000\"}");

        assertThat(refusal.status()).isEqualTo(422);
        assertThat(refusal.violations()).extracting(Violation::field).containsExactly("a.b[1]", "c\\u0000");
    }

    @Test
    void half_a_character_is_refused_by_field_wherever_it_stands() {
        ProblemException refusal = refusal(
                "{\"a\": {\"b\": [\"x\\ud800\", \"\\udc00\", \"\\ud800\\ud800\\udc00\"]}, \"c\": \"\\ud83d\\ude00\"}");

        assertThat(refusal.status()).isEqualTo(422);
        assertThat(refusal.violations()).extracting(Violation::field).containsExactly("a.b[0]", "a.b[1]", "a.b[2]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"a\\ud800\": 1}", "{\"\\udc00\": 1}", "{\"a\": {\"\\ud800b\": 1}}"})
    void half_a_character_in_a_name_is_refused(String body) {
        assertThat(refusal(body).status()).isIn(400, 422);
    }

    @Test
    void a_body_of_more_than_four_megabytes_is_refused() {
        assertThat(refusal("\"" + "x".repeat(5_000_000) + "\"").status()).isEqualTo(413);
    }

    @Test
    void a_body_that_nests_deeper_than_any_payload_is_refused_before_it_fills_a_stack() {
        ProblemException refused = refusal("{\"a\":" + "[".repeat(100_000) + "]".repeat(100_000) + "}");

        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.getMessage()).containsIgnoringCase("nesting depth");
        assertThat(read("[".repeat(100) + "]".repeat(100))).isNotNull();
    }
}
