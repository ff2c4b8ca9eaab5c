package dev.quarry.spark.driver;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import scala.runtime.AbstractFunction2;
import scala.runtime.BoxedUnit;

/** Writes what came of each task as soon as Spark has it, under another name first: a file that is there is complete. */
final class RangeFiles extends AbstractFunction2<Object, byte[], BoxedUnit> {

    private static final int LOOK_MILLIS = 50;

    private final Path directory;
    private final int first;

    /** @param first the number of the task that Spark counts as 0 */
    RangeFiles(Path directory, int first) {
        this.directory = directory;
        this.first = first;
    }

    /** What a file of the server's has: their number, then length and bytes of each. */
    static List<byte[]> read(Path file) throws IOException {
        try (DataInputStream in = new DataInputStream(new BufferedInputStream(Files.newInputStream(file)))) {
            List<byte[]> all = new ArrayList<>();
            for (int left = in.readInt(); left > 0; left--) {
                all.add(in.readNBytes(in.readInt()));
            }
            return all;
        }
    }

    @Override
    public BoxedUnit apply(Object task, byte[] outcome) {
        int number = first + (Integer) task;
        try {
            Path written = Files.write(directory.resolve(number + ".part"), outcome);
            Files.move(written, file(number), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return BoxedUnit.UNIT;
    }

    /** Waits until the server has read what came of a task, and so of all before it, which has been written. */
    void awaitRead(int task) throws InterruptedException {
        while (Files.exists(file(task))) {
            Thread.sleep(LOOK_MILLIS);
        }
    }

    private Path file(int task) {
        return directory.resolve(task + ".range");
    }
}
