package dev.quarry.job.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quarry.platform.sql.TestDatabase;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class JobIdsIT {

    @RegisterExtension
    static final TestDatabase DATABASE = new TestDatabase();

    @Test
    void no_id_is_given_out_twice_whoever_asks_and_for_however_many() {
        JobIds one = new JobIds(DATABASE.database());
        JobIds other = new JobIds(DATABASE.database());
        List<Long> all = new ArrayList<>();

        IntStream.range(0, 60).parallel().forEach(i -> {
            JobIds node = i % 2 == 0 ? one : other;
            long[] ids = i % 5 == 0 ? node.take(1 + i * 3) : node.next(1 + i % 7);
            synchronized (all) {
                LongStream.of(ids).forEach(all::add);
            }
        });

        assertThat(all).doesNotHaveDuplicates().allMatch(id -> id > 0);
    }

    @Test
    void a_block_is_used_up_before_the_next_is_asked_for() {
        JobIds ids = new JobIds(DATABASE.database());
        long first = ids.next(1)[0];

        assertThat(ids.next(JobIds.BLOCK - 1))
                .containsExactly(
                        LongStream.range(first + 1, first + JobIds.BLOCK).toArray());
        assertThat(ids.next(1)[0]).isGreaterThan(first + JobIds.BLOCK - 1);
    }
}
