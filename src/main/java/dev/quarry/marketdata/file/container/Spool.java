package dev.quarry.marketdata.file.container;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A copy on the node's disk of something that is read in any order, such as an archive; deleted when all that share it
 * are closed.
 */
public final class Spool implements AutoCloseable {

    private final Path path;
    private final AtomicInteger open;
    private final SeekableByteChannel channel;

    private Spool(Path path, AtomicInteger open) throws IOException {
        this.path = path;
        this.open = open;
        this.channel = Files.newByteChannel(path, StandardOpenOption.READ);
    }

    /** Reads the stream to its end and closes it. */
    public static Spool of(InputStream content) throws IOException {
        Path path = Files.createTempFile("quarry-prices", ".part");
        try (content;
                OutputStream out = Files.newOutputStream(path)) {
            content.transferTo(out);
            return new Spool(path, new AtomicInteger(1));
        } catch (IOException | RuntimeException e) {
            Files.deleteIfExists(path);
            throw e;
        }
    }

    /** Another one of the same bytes, to be closed separately. */
    public Spool share() throws IOException {
        Spool shared = new Spool(path, open);
        open.incrementAndGet();
        return shared;
    }

    public SeekableByteChannel channel() {
        return channel;
    }

    /** Bytes from a position on; fewer at the end. */
    public byte[] bytes(long position, int length) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate((int) Math.min(length, Math.max(0, channel.size() - position)));
        channel.position(position);
        while (buffer.hasRemaining() && channel.read(buffer) >= 0) {
            // until it is full
        }
        return buffer.hasRemaining() ? Arrays.copyOf(buffer.array(), buffer.position()) : buffer.array();
    }

    @Override
    public void close() throws IOException {
        if (!channel.isOpen()) {
            return;
        }
        channel.close();
        if (open.decrementAndGet() == 0) {
            Files.deleteIfExists(path);
        }
    }
}
