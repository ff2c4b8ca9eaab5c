package dev.quarry.launcher.demo;

import java.io.PrintStream;
import java.util.Locale;
import java.util.function.LongSupplier;

/**
 * The progress of one job: a bar that is redrawn in place on a terminal, a line at each quarter elsewhere. The rate is
 * the average since the first progress seen, the ETA follows from that rate.
 */
final class ProgressLine {
    private static final int BAR = 30;
    private static final int WIDTH = 110;
    private static final String ERASE_LINE = "\r\u001B[K";

    private final PrintStream out;
    private final boolean live;
    private final LongSupplier nanos;
    private long firstNanos;
    private long firstCurrent = -1;
    private int quartersShown;
    private boolean drawn;

    /**
     * @param live whether the output is a terminal
     * @param nanos a clock that only runs forward
     */
    ProgressLine(PrintStream out, boolean live, LongSupplier nanos) {
        this.out = out;
        this.live = live;
        this.nanos = nanos;
    }

    /** Shows how far the job is. */
    void show(Job job) {
        if (firstCurrent < 0 || job.current() < firstCurrent) {
            firstCurrent = job.current();
            firstNanos = nanos.getAsLong();
        }
        if (live) {
            String text = "  " + bar(job) + numbers(job) + (job.message().isEmpty() ? "" : "  " + job.message());
            out.print(ERASE_LINE + (text.length() > WIDTH ? text.substring(0, WIDTH - 1) + "…" : text));
            out.flush();
            drawn = true;
            return;
        }
        int quarters = (int) (4 * fraction(job));
        if (quarters > quartersShown) {
            quartersShown = quarters;
            out.println("  " + numbers(job).strip() + (job.message().isEmpty() ? "" : "  " + job.message()));
        }
    }

    /** Removes the bar; what follows starts on a clean line. */
    void clear() {
        if (drawn) {
            out.print(ERASE_LINE);
            out.flush();
            drawn = false;
        }
    }

    private static double fraction(Job job) {
        return job.total() <= 0 ? 0 : Math.min(1, (double) job.current() / job.total());
    }

    private static String bar(Job job) {
        int filled = (int) (BAR * fraction(job));
        return "[" + "#".repeat(filled) + "-".repeat(BAR - filled) + "]";
    }

    private String numbers(Job job) {
        if (job.total() <= 0) {
            return "  " + job.status();
        }
        String text =
                String.format(Locale.ROOT, " %3d%%  %,d/%,d", (int) (100 * fraction(job)), job.current(), job.total());
        double seconds = (nanos.getAsLong() - firstNanos) / 1e9;
        long done = job.current() - firstCurrent;
        if (done <= 0 || seconds <= 0 || job.total() <= 1) {
            return text;
        }
        double rate = done / seconds;
        text += String.format(Locale.ROOT, "  %,.0f/s", rate);
        long remaining = job.total() - job.current();
        return remaining <= 0 ? text : text + "  ETA " + duration(remaining / rate);
    }

    static String duration(double seconds) {
        long whole = (long) Math.ceil(seconds);
        if (whole < 60) {
            return whole + " s";
        }
        return whole < 3600
                ? String.format(Locale.ROOT, "%d:%02d min", whole / 60, whole % 60)
                : String.format(Locale.ROOT, "%d:%02d h", whole / 3600, whole % 3600 / 60);
    }
}
