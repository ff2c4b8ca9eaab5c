package dev.quarry.launcher;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UnpackingTest {

    @TempDir
    private Path directory;

    @Test
    void a_directory_is_filled_once_for_each_contents() throws IOException {
        AtomicInteger filled = new AtomicInteger();
        Unpacking.Filling filling = target -> Files.writeString(target.resolve("f"), "" + filled.incrementAndGet());
        Path target = directory.resolve("target");
        assertThat(Unpacking.once(target, "a", filling)).isEqualTo(target);
        Unpacking.once(target, "a", filling);
        assertThat(target.resolve("f")).hasContent("1");
        Files.writeString(target.resolve("left over"), "by the old one");
        Unpacking.once(target, "b", filling);
        assertThat(target.resolve("f")).hasContent("2");
        assertThat(target.resolve("left over")).doesNotExist();
    }

    @Test
    void what_failed_half_way_is_not_taken_for_whole() throws IOException {
        Path target = directory.resolve("target");
        assertThatThrownBy(() -> Unpacking.once(target, "a", building -> {
                    Files.writeString(building.resolve("half"), "");
                    throw new IOException("disk full");
                }))
                .hasMessage("disk full");
        assertThat(target).doesNotExist();
        Unpacking.once(target, "a", building -> Files.writeString(building.resolve("whole"), ""));
        assertThat(target.resolve("whole")).exists();
        assertThat(target.resolve("half")).doesNotExist();
    }

    @Test
    void what_is_forgotten_is_filled_again_from_the_same() throws IOException {
        AtomicInteger filled = new AtomicInteger();
        Path target = directory.resolve("target");
        Unpacking.once(target, "a", building -> filled.incrementAndGet());
        Unpacking.forget(target);
        Unpacking.once(target, "a", building -> filled.incrementAndGet());
        assertThat(filled).hasValue(2);
    }

    @Test
    void a_directory_without_a_stamp_is_made_anew() throws IOException {
        Path target = Files.createDirectory(directory.resolve("target"));
        Files.writeString(target.resolve("of an older version"), "");
        Unpacking.once(target, "a", building -> Files.writeString(building.resolve("f"), ""));
        assertThat(target.resolve("of an older version")).doesNotExist();
        assertThat(target.resolve("f")).exists();
    }

    @Test
    void files_and_folders_of_an_archive_are_unpacked() throws IOException {
        Path archive = zip("a.zip", Map.of("a/b/c.txt", "see", "d.txt", "dee", "empty/", ""));
        Unpacking.unzip(archive, directory.resolve("out"));
        assertThat(directory.resolve("out/a/b/c.txt")).hasContent("see");
        assertThat(directory.resolve("out/d.txt")).hasContent("dee");
        assertThat(directory.resolve("out/empty")).isDirectory();
    }

    @Test
    void an_archive_cannot_write_outside_of_its_directory() throws IOException {
        Path archive = zip("evil.zip", Map.of("../evil.txt", "out"));
        assertThatThrownBy(() -> Unpacking.unzip(archive, directory.resolve("out")))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("../evil.txt");
        assertThat(directory.resolve("evil.txt")).doesNotExist();
    }

    @Test
    void archives_of_the_same_size_and_time_are_told_apart_by_what_is_in_them() throws IOException {
        Path one = zip("one.zip", Map.of("f", "aa"));
        Path same = zip("same.zip", Map.of("f", "aa"));
        Path other = zip("other.zip", Map.of("f", "ab"));
        assertThat(Unpacking.contents(List.of(one))).isEqualTo(Unpacking.contents(List.of(same)));
        assertThat(Unpacking.contents(List.of(one))).isNotEqualTo(Unpacking.contents(List.of(other)));
    }

    @Test
    void a_list_of_files_changes_with_each_name_size_and_time() throws IOException {
        Path file = Files.writeString(directory.resolve("f"), "one");
        Files.setLastModifiedTime(file, FileTime.fromMillis(1_000_000));
        String state = Unpacking.state(List.of(file));
        assertThat(Unpacking.state(List.of(file))).isEqualTo(state);
        assertThat(Unpacking.state(List.of(file, file))).isNotEqualTo(state);
        Files.setLastModifiedTime(file, FileTime.fromMillis(2_000_000));
        assertThat(Unpacking.state(List.of(file))).isNotEqualTo(state);
        Files.writeString(file, "longer");
        Files.setLastModifiedTime(file, FileTime.fromMillis(1_000_000));
        assertThat(Unpacking.state(List.of(file))).isNotEqualTo(state);
    }

    private Path zip(String name, Map<String, String> entries) throws IOException {
        Path archive = directory.resolve(name);
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(archive))) {
            for (Map.Entry<String, String> entry : entries.entrySet()) {
                out.putNextEntry(new ZipEntry(entry.getKey()));
                out.write(entry.getValue().getBytes(UTF_8));
                out.closeEntry();
            }
        }
        return archive;
    }
}
