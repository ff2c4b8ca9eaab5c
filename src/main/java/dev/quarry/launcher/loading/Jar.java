package dev.quarry.launcher.loading;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Path;
import java.security.CodeSource;
import java.security.cert.Certificate;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.zip.ZipFile;

/** A jar on a class path; it is opened at the first access and stays open. */
final class Jar {
    private final Path path;
    private final URL url;
    private final CodeSource source;
    private JarFile opened;

    Jar(Path path) {
        this.path = path;
        this.url = url(path);
        this.source = new CodeSource(url, (Certificate[]) null);
    }

    /** The source of its classes, for their protection domain. */
    CodeSource source() {
        return source;
    }

    URL url() {
        return url;
    }

    Manifest manifest() throws IOException {
        return file().getManifest();
    }

    /** The entry of that name, for this version of Java where there are several; null when there is none. */
    JarEntry entry(String name) throws IOException {
        return file().getJarEntry(name);
    }

    byte[] read(JarEntry entry) throws IOException {
        try (InputStream in = file().getInputStream(entry)) {
            return in.readAllBytes();
        }
    }

    /** The address of the entry of that name; null when there is none. */
    URL resource(String name) {
        try {
            JarEntry entry = entry(name);
            return entry == null
                    ? null
                    : new URL(
                            "jar:" + url + "!" + encoded("/" + (file().isMultiRelease() ? entry.getRealName() : name)));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + path, e);
        }
    }

    /** Opens a jar for this version of Java; signatures are not checked. */
    static JarFile open(Path path) throws IOException {
        return new JarFile(path.toFile(), false, ZipFile.OPEN_READ, JarFile.runtimeVersion());
    }

    static URL url(Path path) {
        try {
            return path.toUri().toURL();
        } catch (MalformedURLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String encoded(String entry) {
        try {
            return new URI(null, null, entry, null).getRawPath();
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException(entry, e);
        }
    }

    synchronized void close() throws IOException {
        if (opened != null) {
            opened.close();
        }
    }

    private synchronized JarFile file() throws IOException {
        if (opened == null) {
            opened = open(path);
        }
        return opened;
    }
}
