package dev.quarry.launcher.files;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quarry.launcher.DataDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@DisabledOnOs(OS.WINDOWS)
class PrivateFilesTest {
    @TempDir
    Path temporary;

    @Test
    void a_data_directory_is_closed_to_others_with_its_logs_and_journals_also_one_that_was_open() throws IOException {
        Path data = temporary.resolve("data");
        for (String folder : new String[] {"log", "broker/journal"}) {
            Files.createDirectories(data.resolve(folder));
            Files.writeString(data.resolve(folder).resolve("left"), "by a version before");
            Files.setPosixFilePermissions(data.resolve(folder), PosixFilePermissions.fromString("rwxr-xr-x"));
        }

        try (DataDirectory held = DataDirectory.open(data)) {
            for (Path directory : new Path[] {held.path(), held.log(), held.broker(), held.temporary()}) {
                assertThat(modes(directory)).as(directory.toString()).isEqualTo("rwx------");
            }
            assertThat(modes(held.log().resolve("left"))).isEqualTo("rw-------");
            assertThat(modes(held.broker().resolve("journal/left"))).isEqualTo("rw-------");
        }
    }

    private static String modes(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }
}
