package dev.quarry.console;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;

/**
 * A file of the console as it is sent.
 *
 * @param mediaType its media type
 * @param content its bytes
 * @param compressed its bytes, compressed by gzip
 * @param digest identifies the content
 */
record StaticFile(String mediaType, byte[] content, byte[] compressed, String digest) {

    private static final Map<String, String> MEDIA_TYPES = Map.of(
            "html", "text/html;charset=UTF-8",
            "js", "text/javascript;charset=UTF-8",
            "css", "text/css;charset=UTF-8",
            "svg", "image/svg+xml",
            "json", "application/json",
            "map", "application/json");

    static StaticFile of(String path, byte[] content) {
        String extension = path.substring(path.lastIndexOf('.') + 1);
        return new StaticFile(
                MEDIA_TYPES.getOrDefault(extension, "application/octet-stream"),
                content,
                gzip(content),
                Sha256.hex(content).substring(0, 16));
    }

    private static byte[] gzip(byte[] content) {
        ByteArrayOutputStream compressed = new ByteArrayOutputStream();
        try (GZIPOutputStream stream = new BestCompression(compressed)) {
            stream.write(content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return compressed.toByteArray();
    }

    /** The highest level: each file is compressed only once, so it may take its time. */
    private static final class BestCompression extends GZIPOutputStream {
        BestCompression(ByteArrayOutputStream out) throws IOException {
            super(out);
            def.setLevel(Deflater.BEST_COMPRESSION);
        }
    }
}
