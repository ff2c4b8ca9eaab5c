package dev.quarry.launcher;

import dev.quarry.launcher.files.PrivateFiles;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;

/**
 * The directory with everything that a server stores, used by one server at a time and not accessible to other users of
 * the machine. It is locked by the operating system, so the lock ends with the process, however that ends.
 */
public final class DataDirectory implements AutoCloseable {
    private static final String LOCK_FILE = "quarry.lock";
    /** The locked position is far behind the text, so that others can read that even where locks are mandatory. */
    private static final long LOCK_POSITION = Long.MAX_VALUE - 1;

    private final Path path;
    private final FileChannel channel;
    private final FileLock lock;

    private DataDirectory(Path path, FileChannel channel, FileLock lock) {
        this.path = path;
        this.channel = channel;
        this.lock = lock;
    }

    /**
     * Creates the directory where needed and locks it.
     *
     * @throws LaunchException when it cannot be written or another server holds it
     */
    public static DataDirectory open(Path path) {
        try {
            Files.createDirectories(path);
        } catch (IOException e) {
            throw LaunchException.failure(
                    "The data directory " + path + " cannot be created; choose another one with --data.", e);
        }
        FileChannel channel;
        try {
            channel = FileChannel.open(
                    path.resolve(LOCK_FILE),
                    StandardOpenOption.CREATE,
                    StandardOpenOption.READ,
                    StandardOpenOption.WRITE);
        } catch (IOException e) {
            throw LaunchException.failure(
                    "The data directory " + path + " cannot be written; choose another one with --data.", e);
        }
        try {
            FileLock lock = tryLock(channel);
            if (lock == null) {
                String pid = read(channel);
                channel.close();
                throw LaunchException.failure("The data directory " + path + " is in use by another server"
                        + (pid.isEmpty() ? "" : " (process " + pid + ")")
                        + "; stop it or choose another one with --data.");
            }
            channel.truncate(0);
            channel.write(
                    ByteBuffer.wrap(Long.toString(ProcessHandle.current().pid()).getBytes(StandardCharsets.US_ASCII)),
                    0);
            DataDirectory directory = new DataDirectory(path.toRealPath(), channel, lock);
            deleteRecursively(directory.temporary());
            Files.createDirectories(directory.temporary());
            Files.createDirectories(directory.log());
            Files.createDirectories(directory.broker());
            PrivateFiles.close(directory.path());
            PrivateFiles.close(directory.path().resolve(LOCK_FILE));
            PrivateFiles.close(directory.temporary());
            PrivateFiles.closeTree(directory.log());
            PrivateFiles.closeTree(directory.broker());
            return directory;
        } catch (IOException e) {
            throw LaunchException.failure("The data directory " + path + " cannot be used: " + e.getMessage() + ".", e);
        }
    }

    public Path path() {
        return path;
    }

    public Path log() {
        return path.resolve("log");
    }

    /** The temporary folder, emptied at each start. */
    public Path temporary() {
        return path.resolve("tmp");
    }

    Path postgres() {
        return path.resolve("postgresql");
    }

    public Path broker() {
        return path.resolve("broker");
    }

    /** Empties the temporary folder and releases the lock. */
    @Override
    public void close() throws IOException {
        deleteRecursively(temporary());
        lock.release();
        channel.close();
    }

    private static FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock(LOCK_POSITION, 1, false);
        } catch (OverlappingFileLockException e) {
            return null;
        }
    }

    private static String read(FileChannel channel) throws IOException {
        ByteBuffer text = ByteBuffer.allocate(32);
        channel.read(text, 0);
        return new String(text.array(), 0, text.position(), StandardCharsets.US_ASCII).trim();
    }

    static void deleteRecursively(Path root) throws IOException {
        if (!Files.exists(root)) {
            return;
        }
        Files.walkFileTree(root, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.deleteIfExists(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path directory, IOException failure) throws IOException {
                Files.deleteIfExists(directory);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
