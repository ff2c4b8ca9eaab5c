package dev.quarry.launcher.memory;

import com.sun.management.HotSpotDiagnosticMXBean;
import java.lang.System.Logger.Level;
import java.lang.management.ManagementFactory;
import javax.management.JMException;
import javax.management.ObjectName;

/**
 * The memory that only the start needed: a collection of garbage may leave a quarter of a gigabyte of heap with the JVM,
 * of which a node that waits for jobs uses a third.
 */
public final class MemoryOfStart {
    private static final System.Logger LOG = System.getLogger(MemoryOfStart.class.getName());
    private static final String LEAST_FREE = "MinHeapFreeRatio";
    private static final String MOST_FREE = "MaxHeapFreeRatio";

    /** So long the compilers go on with what the start has made them begin. */
    private static final long COMPILING_MILLIS = 3_000;

    private MemoryOfStart() {}

    /**
     * Collects garbage and returns to the operating system what is free then, but for a sixth of the heap, and some
     * seconds later what is free outside of it. How the heap grows and shrinks later is as it was. Does less where the
     * JVM's collector or its C library cannot.
     */
    public static void giveBack() {
        try {
            HotSpotDiagnosticMXBean jvm = ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class);
            String least = jvm.getVMOption(LEAST_FREE).getValue();
            String most = jvm.getVMOption(MOST_FREE).getValue();
            try {
                jvm.setVMOption(LEAST_FREE, "5");
                jvm.setVMOption(MOST_FREE, "15");
                System.gc();
            } finally {
                jvm.setVMOption(MOST_FREE, most);
                jvm.setVMOption(LEAST_FREE, least);
            }
        } catch (RuntimeException e) {
            LOG.log(Level.DEBUG, "The heap stays as large as the start has made it", e);
        }
        Thread thread = new Thread(MemoryOfStart::trim, "quarry-memory");
        thread.setDaemon(true);
        thread.start();
    }

    /** What the compilers have worked with; a command of the JVM since 17.0.9, on Linux. */
    private static void trim() {
        try {
            Thread.sleep(COMPILING_MILLIS);
            ManagementFactory.getPlatformMBeanServer()
                    .invoke(
                            new ObjectName("com.sun.management:type=DiagnosticCommand"),
                            "systemTrimNativeHeap",
                            null,
                            null);
        } catch (JMException | RuntimeException e) {
            LOG.log(Level.DEBUG, "What is free outside of the heap stays with the process", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
