package dev.quarry.platform.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quarry.platform.columns.Column;
import dev.quarry.platform.columns.ColumnFormat;
import dev.quarry.platform.columns.RowSource;
import dev.quarry.platform.columns.Table;
import dev.quarry.platform.problem.ProblemException;
import jakarta.ws.rs.core.MultivaluedHashMap;
import jakarta.ws.rs.core.MultivaluedMap;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TableBodyTest {

    private static TableAnswer numbers(RowSource rows) {
        return new TableAnswer("quarry-numbers", new Table(List.of(Column.integer("n")), Map.of()), rows);
    }

    @Test
    void a_table_is_a_file_whose_name_ends_as_its_format_does() throws IOException {
        MultivaluedMap<String, Object> headers = new MultivaluedHashMap<>();
        ByteArrayOutputStream out = new ByteArrayOutputStream();

        WrittenTables.write(
                numbers(to -> {
                    to.number(0, 7);
                    to.endRow();
                }),
                ColumnFormat.CSV,
                headers,
                out);

        assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo("n\n7\n");
        assertThat(headers.getFirst("Content-Type")).isEqualTo("text/csv;charset=UTF-8");
        assertThat(headers.getFirst("Content-Disposition")).isEqualTo("attachment; filename=\"quarry-numbers.csv\"");
        WrittenTables.write(numbers(to -> {}), ColumnFormat.ARROW, headers, new ByteArrayOutputStream());
        assertThat(headers.getFirst("Content-Type")).isEqualTo("application/vnd.apache.arrow.stream");
        assertThat(headers.getFirst("Content-Disposition")).isEqualTo("attachment; filename=\"quarry-numbers.arrows\"");
    }

    @Test
    void what_fails_when_the_status_was_sent_ends_the_table_with_the_sentence_of_its_problem() throws IOException {
        TableAnswer answer = numbers(to -> {
            throw new ProblemException(503, "Takes too long", "This was stopped after 600 s.");
        });

        assertThat(new String(WrittenTables.bytes(answer, ColumnFormat.CSV), StandardCharsets.UTF_8))
                .isEqualTo("n\n\"This table is not complete: This was stopped after 600 s.");
    }

    @Test
    void a_client_that_hangs_up_ends_the_reading() {
        int[] read = {0};
        TableAnswer answer = numbers(to -> {
            for (; read[0] < 10_000_000; read[0]++) {
                to.number(0, read[0]);
                to.endRow();
            }
        });

        assertThatThrownBy(() ->
                        WrittenTables.write(answer, ColumnFormat.ARROW, new MultivaluedHashMap<>(), new OutputStream() {
                            @Override
                            public void write(int one) throws IOException {
                                throw new IOException("Broken pipe");
                            }
                        }))
                .isInstanceOf(IOException.class);
        assertThat(read[0]).isLessThan(100_000);
    }

    @Test
    void more_tables_than_eight_at_a_time_are_refused() throws IOException {
        int[] depth = {0};

        assertThatThrownBy(() -> nested(depth))
                .isInstanceOfSatisfying(ProblemException.class, problem -> assertThat(problem.status())
                        .isEqualTo(503))
                .hasMessageStartingWith("8 tables are being written on this node");
        assertThat(depth[0]).isEqualTo(8);
        WrittenTables.bytes(numbers(to -> {}), ColumnFormat.CSV);
    }

    /** Each is written while the one before it is; what is refused is thrown out of all, as no writer catches it here. */
    private static void nested(int[] depth) throws IOException {
        ProblemException[] refused = {null};
        RowSource[] source = {null};
        source[0] = to -> {
            depth[0]++;
            try {
                WrittenTables.bytes(numbers(source[0]), ColumnFormat.CSV);
            } catch (ProblemException e) {
                refused[0] = e;
            }
        };
        WrittenTables.bytes(numbers(source[0]), ColumnFormat.CSV);
        throw refused[0];
    }
}
