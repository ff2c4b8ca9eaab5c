package dev.quarry.spark;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Reads what a driver writes while it writes it: its own lines, and those of its log that people should see. */
final class DriverLog {

    /** As {@code SparkDriver} begins its lines. */
    private static final String MARK = "#quarry ";

    /** Warns of what is missing on nearly every machine and changes nothing. */
    private static final String USUAL = "NativeCodeLoader";

    private static final long LONGEST_BYTES = 256L << 20;
    private static final int AT_ONCE = 1 << 16;
    private static final int MOST_SHOWN = 20;
    private static final int MOST_CHARACTERS = 500;

    private final Path file;
    private final Consumer<String> told;
    private final Consumer<String> shown;
    private final StringBuilder begun = new StringBuilder();
    private long read;
    private int shownSoFar;
    private String fault;
    private String last = "it said nothing";

    /**
     * @param told takes each line that is meant for the server
     * @param shown takes warnings and errors of the log, a few of them at most
     */
    DriverLog(Path file, Consumer<String> told, Consumer<String> shown) {
        this.file = file;
        this.told = told;
        this.shown = shown;
    }

    /** Reads on up to the end that the file has now. */
    void read() throws IOException, SparkUnavailableException {
        if (!Files.exists(file)) {
            return;
        }
        try (RandomAccessFile log = new RandomAccessFile(file.toFile(), "r")) {
            log.seek(read);
            byte[] bytes = new byte[AT_ONCE];
            for (int size = log.read(bytes); size > 0; size = log.read(bytes)) {
                read += size;
                take(new String(bytes, 0, size, StandardCharsets.UTF_8));
                if (read > LONGEST_BYTES) {
                    throw SparkUnavailableException.permanent("the driver's log grew beyond " + (LONGEST_BYTES >> 20)
                            + " MiB: have Spark write less of it");
                }
            }
        }
    }

    /** The last error that it tells; empty where it tells none. */
    Optional<String> fault() {
        return Optional.ofNullable(fault);
    }

    /** The last line that may say why it ended: neither blank nor of what goes well. */
    String last() {
        return last;
    }

    private void take(String text) {
        begun.append(text);
        int end = begun.indexOf("\n");
        while (end >= 0) {
            line(begun.substring(0, end).stripTrailing());
            begun.delete(0, end + 1);
            end = begun.indexOf("\n");
        }
        if (begun.length() > AT_ONCE) {
            begun.setLength(0);
        }
    }

    private void line(String line) {
        if (line.startsWith(MARK)) {
            told.accept(line.substring(MARK.length()));
            return;
        }
        last = line.isBlank() || line.contains(" INFO ") ? last : cut(line);
        boolean error = line.contains(" ERROR ") || isException(line);
        if (error) {
            fault = cut(line);
        }
        boolean warning = line.contains(" WARN ") && !line.contains(USUAL);
        if ((error || warning) && shownSoFar <= MOST_SHOWN) {
            shownSoFar++;
            shown.accept(shownSoFar <= MOST_SHOWN ? cut(line) : "Further lines of Spark's log are left out");
        }
    }

    private static boolean isException(String line) {
        return line.startsWith("Exception in thread") || line.startsWith("Caused by: ");
    }

    /** The last line of a text that is not blank. */
    static String lastLine(String text) {
        List<String> lines = text.lines().filter(line -> !line.isBlank()).toList();
        return lines.isEmpty() ? "it said nothing" : cut(lines.get(lines.size() - 1));
    }

    private static String cut(String line) {
        return line.length() <= MOST_CHARACTERS ? line : line.substring(0, MOST_CHARACTERS) + "…";
    }
}
