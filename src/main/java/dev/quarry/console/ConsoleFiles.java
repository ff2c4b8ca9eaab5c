package dev.quarry.console;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.ServletContext;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The files of the console and its libraries, and the contract, read once each. The path of the console's own files
 * contains a digest over all of them, so browsers may cache them for good, and a new version is never mixed with an old
 * one.
 */
@ApplicationScoped
public class ConsoleFiles {

    private static final String ROOT = "/console/";
    /** Where no address leads to it but its own. */
    private static final String EXPLORER = "/WEB-INF/explorer.html";

    private static final String CONTRACT = "/WEB-INF/classes/META-INF/openapi.json";
    private static final String PLACEHOLDER = "@digest@";
    private static final Pattern IMPORT_MAP =
            Pattern.compile("<script type=\"importmap\">(.*?)</script>", Pattern.DOTALL);

    private final ServletContext context;
    private final Map<String, Optional<StaticFile>> files = new ConcurrentHashMap<>();
    private volatile Page page;

    /**
     * The console's single page.
     *
     * @param version digest over the console's files
     * @param file the page with its links to that version
     * @param explorer the explorer's page, likewise
     * @param importMapHash the hash of the only inline script, the import map, in the form that Content-Security-Policy
     *     requires
     */
    private record Page(String version, StaticFile file, StaticFile explorer, String importMapHash) {}

    @Inject
    public ConsoleFiles(ServletContext context) {
        this.context = context;
    }

    /** The page that loads everything else. */
    StaticFile page() {
        return current().file();
    }

    /** The page on which the contract's routes can be read and tried. */
    StaticFile explorer() {
        return current().explorer();
    }

    /** {@code sha256-…} of the page's import map. */
    String importMapHash() {
        return current().importMapHash();
    }

    /** A file of the console under {@code /console/<version>/}; empty for any version but the current one. */
    Optional<StaticFile> ofConsole(String path) {
        String prefix = ROOT + current().version() + "/";
        return path.startsWith(prefix) ? find(ROOT + path.substring(prefix.length())) : Optional.empty();
    }

    /** A file of a library, whose path contains its version. */
    Optional<StaticFile> ofLibrary(String path) {
        return path.startsWith("/webjars/") ? find(path) : Optional.empty();
    }

    /** The REST contract, an OpenAPI document. */
    StaticFile contract() {
        return find(CONTRACT).orElseThrow(() -> new IllegalStateException("the application lacks " + CONTRACT));
    }

    private Optional<StaticFile> find(String path) {
        if (path.contains("..")) {
            return Optional.empty();
        }
        Optional<StaticFile> known = files.get(path);
        if (known != null) {
            return known;
        }
        byte[] content = read(path);
        if (content == null) {
            return Optional.empty();
        }
        return files.computeIfAbsent(path, key -> Optional.of(StaticFile.of(key, content)));
    }

    private Page current() {
        Page known = page;
        if (known == null) {
            known = make();
            page = known;
        }
        return known;
    }

    private Page make() {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (String path : paths(ROOT, new TreeSet<>())) {
            all.writeBytes(path.getBytes(StandardCharsets.UTF_8));
            all.writeBytes(read(path));
        }
        String version = Sha256.hex(all.toByteArray()).substring(0, 12);
        StaticFile file = linked("/index.html", version);
        Matcher map = IMPORT_MAP.matcher(new String(file.content(), StandardCharsets.UTF_8));
        if (!map.find()) {
            throw new IllegalStateException("The console's page has no import map");
        }
        String hash = Base64.getEncoder().encodeToString(Sha256.of(map.group(1).getBytes(StandardCharsets.UTF_8)));
        return new Page(version, file, linked(EXPLORER, version), "sha256-" + hash);
    }

    /** A page with its links to that version of the console's files. */
    private StaticFile linked(String path, String version) {
        String html = new String(read(path), StandardCharsets.UTF_8).replace(PLACEHOLDER, version);
        return StaticFile.of(path, html.getBytes(StandardCharsets.UTF_8));
    }

    private Set<String> paths(String folder, Set<String> found) {
        Set<String> entries = context.getResourcePaths(folder);
        for (String entry : entries == null ? Set.<String>of() : entries) {
            if (entry.endsWith("/")) {
                paths(entry, found);
            } else {
                found.add(entry);
            }
        }
        return found;
    }

    private byte[] read(String path) {
        try (InputStream stream = context.getResourceAsStream(path)) {
            return stream == null ? null : stream.readAllBytes();
        } catch (IOException e) {
            return null;
        }
    }
}
