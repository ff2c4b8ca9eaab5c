package dev.quarry.spark;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** What Spark is given to run: the application's pure packages and the driver, packed by the build beside its classes. */
@FunctionalInterface
interface ApplicationJar {

    /** The jar that came with this build. */
    ApplicationJar PACKED = directory -> {
        try (InputStream packed = ApplicationJar.class.getResourceAsStream("/quarry-spark.jar")) {
            if (packed == null) {
                throw SparkUnavailableException.permanent(
                        "this build of Quarry has no quarry-spark.jar, which Spark would run");
            }
            Path jar = directory.resolve("quarry-spark.jar");
            Files.copy(packed, jar);
            return jar;
        }
    };

    /** Puts it into a directory, or says where it is. */
    Path in(Path directory) throws IOException, SparkUnavailableException;
}
