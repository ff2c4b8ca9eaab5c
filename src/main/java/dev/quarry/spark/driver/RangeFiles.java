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

/** Writes what came of each range as soon as Spark has it, under another name first: a file that is there is complete. */
final class RangeFiles extends AbstractFunction2<Object, byte[], BoxedUnit> {

    private final Path directory;

    RangeFiles(Path directory) {
        this.directory = directory;
    }

    /** The ranges of a file: their number, then length and bytes of each. */
    static List<byte[]> read(Path file) throws IOException {
        try (DataInputStream in = new DataInputStream(new BufferedInputStream(Files.newInputStream(file)))) {
            List<byte[]> ranges = new ArrayList<>();
            for (int left = in.readInt(); left > 0; left--) {
                ranges.add(in.readNBytes(in.readInt()));
            }
            return ranges;
        }
    }

    @Override
    public BoxedUnit apply(Object range, byte[] outcome) {
        try {
            Path written = Files.write(directory.resolve(range + ".part"), outcome);
            Files.move(written, directory.resolve(range + ".range"), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return BoxedUnit.UNIT;
    }
}
