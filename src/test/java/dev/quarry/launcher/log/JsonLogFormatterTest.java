package dev.quarry.launcher.log;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quarry.platform.json.Json;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class JsonLogFormatterTest {

    private final JsonLogFormatter formatter = new JsonLogFormatter();

    @AfterEach
    void forget() {
        formatter.accept(null);
    }

    @Test
    void a_record_is_one_line_with_one_object() {
        LogRecord record = new LogRecord(Level.WARNING, "Job {0} said \"no\"\nand\tleft \\ \u0001 \u2028 é");
        record.setParameters(new Object[] {7});
        record.setLoggerName("dev.quarry.job");

        JsonNode line = line(record);

        assertThat(line.get("message").asString()).isEqualTo("Job 7 said \"no\"\nand\tleft \\ \u0001 \u2028 é");
        assertThat(line.get("level").asString()).isEqualTo("warn");
        assertThat(line.get("logger").asString()).isEqualTo("dev.quarry.job");
        assertThat(line.get("time").asString()).matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z");
        assertThat(line.get("thread").asString())
                .isEqualTo(Thread.currentThread().getName());
        assertThat(line.has("exception")).isFalse();
    }

    @Test
    void an_exception_is_in_the_same_line_with_its_causes() {
        LogRecord record = new LogRecord(Level.SEVERE, "broken");
        record.setThrown(new IllegalStateException("outer", new IllegalArgumentException("inner")));

        JsonNode line = line(record);

        assertThat(line.get("level").asString()).isEqualTo("error");
        assertThat(line.get("exception").asString()).isEqualTo("java.lang.IllegalStateException");
        assertThat(line.get("exception_message").asString()).isEqualTo("outer");
        assertThat(line.get("stack_trace").asString())
                .contains(
                        "IllegalStateException: outer",
                        "Caused by: java.lang.IllegalArgumentException: inner",
                        "\tat ");
    }

    @Test
    void what_the_thread_works_for_is_asked_for_and_numbers_stay_numbers() {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("job_id", 7L);
        fields.put("attempt", 2);
        fields.put("job_type", "discover");
        fields.put("nothing", null);
        new JsonLogFormatter().accept(() -> fields);

        JsonNode line = line(new LogRecord(Level.INFO, "hello"));

        assertThat(line.get("job_id").isIntegralNumber()).isTrue();
        assertThat(line.get("job_id").asLong()).isEqualTo(7);
        assertThat(line.get("attempt").asInt()).isEqualTo(2);
        assertThat(line.get("job_type").asString()).isEqualTo("discover");
        assertThat(line.has("nothing")).isFalse();
    }

    @Test
    void half_a_character_does_not_spoil_a_line() {
        JsonNode line = line(new LogRecord(Level.INFO, "a\ud83d b\ude00 \ud83d\ude00"));

        assertThat(line.get("message").asString()).isEqualTo("a\ud83d b\ude00 \ud83d\ude00");
    }

    private JsonNode line(LogRecord record) {
        String text = formatter.format(record);
        assertThat(text).endsWith("}\n").hasLineCount(1);
        return Json.MAPPER.readTree(text);
    }
}
