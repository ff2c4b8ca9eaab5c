package dev.quarry.launcher.memory;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.HotSpotDiagnosticMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class MemoryOfStartTest {

    @Test
    void what_was_needed_once_is_given_back_and_the_heap_grows_as_before() {
        List<byte[]> needed = new ArrayList<>();
        for (int megabyte = 0; megabyte < 300; megabyte++) {
            needed.add(new byte[1 << 20]);
        }
        long before = committed();
        assertThat(needed).hasSize(300);
        needed.clear();
        String least = option("MinHeapFreeRatio");
        String most = option("MaxHeapFreeRatio");

        MemoryOfStart.giveBack();

        assertThat(committed()).isLessThan(before - (100 << 20));
        assertThat(option("MinHeapFreeRatio")).isEqualTo(least);
        assertThat(option("MaxHeapFreeRatio")).isEqualTo(most);
    }

    private static long committed() {
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getCommitted();
    }

    private static String option(String name) {
        return ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class)
                .getVMOption(name)
                .getValue();
    }
}
