package dev.quarry.launcher;

import dev.quarry.launcher.files.StableStorage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** Unpacks the archives of the distribution, once for each data directory and contents. */
final class Unpacking {
    private static final String STAMP = "unpacked-from";

    private Unpacking() {}

    /** Fills an empty directory. */
    @FunctionalInterface
    interface Filling {
        void fill(Path directory) throws IOException;
    }

    /**
     * A directory that is filled unless it was filled from the same contents before. It is filled under another name
     * and moved into place when it is on the disk, so that it exists completely or not at all, even after a loss of
     * power.
     *
     * @param directory its parent exists
     * @param contents identifies what it is filled from, in one line
     */
    static Path once(Path directory, String contents, Filling filling) throws IOException {
        Path stamp = directory.resolve(STAMP);
        if (Files.exists(stamp) && Files.readString(stamp).equals(contents)) {
            return directory;
        }
        Path building = directory.resolveSibling(directory.getFileName() + ".new");
        DataDirectory.deleteRecursively(building);
        // First, so that what is half deleted is not taken for whole.
        Files.deleteIfExists(stamp);
        DataDirectory.deleteRecursively(directory);
        Files.createDirectory(building);
        filling.fill(building);
        Files.writeString(building.resolve(STAMP), contents);
        StableStorage.force(building);
        return Files.move(building, directory, StandardCopyOption.ATOMIC_MOVE);
    }

    /** Makes the directory be filled anew the next time. */
    static void forget(Path directory) throws IOException {
        Files.deleteIfExists(directory.resolve(STAMP));
    }

    /** Identifies the contents of zip archives by their tables of contents, which are quick to read. */
    static String contents(List<Path> archives) throws IOException {
        MessageDigest digest = sha256();
        for (Path archive : archives) {
            try (ZipFile zip = new ZipFile(archive.toFile())) {
                for (ZipEntry entry : Collections.list(zip.entries())) {
                    update(digest, entry.getName() + '\n' + entry.getCrc() + '\n' + entry.getSize() + '\n');
                }
            }
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    /** Identifies files by their names, sizes and times, without reading them. */
    static String state(List<Path> files) throws IOException {
        MessageDigest digest = sha256();
        for (Path file : files) {
            BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
            update(digest, file + "\n" + attributes.size() + '\n' + attributes.lastModifiedTime() + '\n');
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    /**
     * Unpacks the files of a zip archive.
     *
     * @throws IOException also when one of them would be outside the directory
     */
    static void unzip(Path archive, Path directory) throws IOException {
        try (ZipFile zip = new ZipFile(archive.toFile())) {
            for (ZipEntry entry : Collections.list(zip.entries())) {
                Path file = directory.resolve(entry.getName()).normalize();
                if (!file.startsWith(directory)) {
                    throw new IOException(archive + " has an entry outside of itself: " + entry.getName());
                }
                if (entry.isDirectory()) {
                    Files.createDirectories(file);
                } else {
                    Files.createDirectories(file.getParent());
                    try (InputStream in = zip.getInputStream(entry)) {
                        Files.copy(in, file);
                    }
                }
            }
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("SHA-256 is part of every Java platform", e);
        }
    }

    private static void update(MessageDigest digest, String text) {
        digest.update(text.getBytes(StandardCharsets.UTF_8));
    }
}
