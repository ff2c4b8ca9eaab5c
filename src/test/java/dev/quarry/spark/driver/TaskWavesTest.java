package dev.quarry.spark.driver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TaskWavesTest {

    private static final byte[] PART = {1};
    private static final byte[] OTHER = {2};

    @Test
    void each_task_has_its_part_and_its_range_in_the_order_of_the_trainings() {
        byte[] first = {3};
        byte[] second = {4};
        TaskWaves waves = new TaskWaves(List.of(PART, OTHER), List.of(first, second), 100);

        assertThat(waves.tasks()).isEqualTo(4);
        assertThat(waves.elements()).containsExactly(PART, first, PART, second, OTHER, first, OTHER, second);
        assertThat(waves.end(0)).isEqualTo(4);
    }

    @Test
    void a_wave_ends_with_as_many_combinations_as_the_largest_grid_has_wherever_trainings_end() {
        TaskWaves waves = new TaskWaves(List.of(PART, OTHER, PART), List.of(new byte[6], new byte[5], new byte[4]), 16);

        assertThat(waves.end(0)).isEqualTo(4);
        assertThat(waves.end(4)).isEqualTo(8);
        assertThat(waves.end(8)).isEqualTo(9);
    }

    @Test
    void who_waits_for_the_server_goes_on_when_it_has_read(@TempDir Path directory) throws Exception {
        RangeFiles files = new RangeFiles(directory, 7);
        files.apply(2, new byte[] {1, 2});
        Path written = directory.resolve("9.range");
        assertThat(written).hasBinaryContent(new byte[] {1, 2});
        files.awaitRead(-1);

        CompletableFuture<Void> waiting = CompletableFuture.runAsync(
                () -> assertThatCode(() -> files.awaitRead(9)).doesNotThrowAnyException());
        assertThat(waiting).isNotDone();
        Files.delete(written);

        waiting.get(10, TimeUnit.SECONDS);
    }
}
