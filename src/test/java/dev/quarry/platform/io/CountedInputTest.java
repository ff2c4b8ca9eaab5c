package dev.quarry.platform.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CountedInputTest {

    private final List<Long> counts = new ArrayList<>();

    @Test
    void bytes_count_however_they_are_read() throws IOException {
        CountedInput input = of(new byte[10], 10);

        input.read();
        input.read(new byte[3]);
        assertThat(input.skip(2)).isEqualTo(2);
        assertThat(input.readAllBytes()).hasSize(4);

        assertThat(counts).startsWith(1L, 4L, 6L, 10L).endsWith(10L);
        assertThat(input.count()).isEqualTo(10);
    }

    @Test
    void a_limit_cannot_be_passed_by_skipping() throws IOException {
        CountedInput input = of(new byte[20_000], 9_000);

        assertThatThrownBy(() -> input.skip(20_000)).isInstanceOf(IOException.class);
    }

    @Test
    void no_more_is_skipped_than_there_is() throws IOException {
        CountedInput input = of(new byte[] {1, -1}, 2);

        assertThat(input.skip(-1)).isZero();
        assertThat(input.skip(1)).isEqualTo(1);
        assertThat(input.read()).isEqualTo(255);
        assertThat(input.skip(5)).isZero();
        assertThat(input.read()).isEqualTo(-1);
    }

    private CountedInput of(byte[] bytes, long limit) {
        return new CountedInput(new ByteArrayInputStream(bytes)) {
            @Override
            protected void counted(long read) throws IOException {
                counts.add(read);
                if (read > limit) {
                    throw new IOException("too many");
                }
            }
        };
    }
}
