package dev.quarry.launcher.loading;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import fish.payara.micro.boot.PayaraMicroLauncher;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IndexedClassLoaderTest {

    @TempDir
    private Path directory;

    @Test
    void every_entry_of_real_jars_is_found_where_a_url_class_loader_finds_it() throws Exception {
        List<Path> jars = jarsOfTheTests();
        List<String> names = new ArrayList<>();
        for (Path jar : jars) {
            try (JarFile file = new JarFile(jar.toFile())) {
                file.stream().map(ZipEntry::getName).forEach(names::add);
            }
        }
        Collections.shuffle(names, new Random(7));
        try (IndexedClassLoader indexed = loader(jars);
                URLClassLoader plain = new URLClassLoader(indexed.getURLs(), null)) {
            for (String name : names.subList(0, 3_000)) {
                assertThat(Collections.list(indexed.findResources(name)))
                        .as(name)
                        .extracting(URL::toString)
                        .containsExactlyElementsOf(Collections.list(plain.findResources(name)).stream()
                                .map(URL::toString)
                                .toList());
                assertThat(indexed.findResource(name))
                        .as(name)
                        .hasToString(plain.findResource(name).toString());
            }
        }
    }

    @Test
    void the_server_gets_its_own_resources_and_classes_as_from_a_url_class_loader() throws Exception {
        Path server = Path.of(PayaraMicroLauncher.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        List<Path> jars = new ArrayList<>();
        Map<String, Integer> occurrences = new TreeMap<>();
        try (ZipFile zip = new ZipFile(server.toFile())) {
            for (ZipEntry entry : zip.stream()
                    .filter(e -> e.getName().matches("MICRO-INF/runtime/.*[jr]ar"))
                    .toList()) {
                Path jar = directory.resolve(Path.of(entry.getName()).getFileName());
                Files.copy(zip.getInputStream(entry), jar);
                jars.add(jar);
                try (JarFile file = new JarFile(jar.toFile())) {
                    file.stream().forEach(e -> occurrences.merge(e.getName(), 1, Integer::sum));
                }
            }
        }
        assertThat(jars).hasSizeGreaterThan(300);
        List<String> several = occurrences.entrySet().stream()
                .filter(name -> name.getValue() > 1)
                .map(Map.Entry::getKey)
                .toList();
        assertThat(several)
                .contains("org/glassfish/deployment/LogMessages.properties")
                .hasSizeGreaterThan(1_000);
        try (IndexedClassLoader indexed = loader(ClassPathOrder.of(jars));
                URLClassLoader plain = new URLClassLoader(urls(jars), null)) {
            for (String name : several) {
                assertThat(indexed.findResource(name))
                        .as(name)
                        .hasToString(plain.findResource(name).toString());
            }
            for (String name : several.subList(0, 300)) {
                assertThat(Collections.list(indexed.findResources(name)).toString())
                        .isEqualTo(Collections.list(plain.findResources(name)).toString());
            }
        }
    }

    @Test
    void a_jar_is_followed_by_those_that_its_manifest_names_each_once() throws Exception {
        Path a = withClassPath("a.jar", "c.jar missing.jar http://example.org/x.jar");
        Path b = withClassPath("b.jar", "");
        Path c = withClassPath("c.jar", "d.jar a.jar");
        Path d = withClassPath("d.jar", "sub/");
        assertThat(ClassPathOrder.of(List.of(a, b, c))).containsExactly(a, c, d, b);
        Path broken = Files.writeString(directory.resolve("broken.jar"), "not a jar");
        assertThatThrownBy(() -> ClassPathOrder.of(List.of(broken)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("broken.jar");
    }

    @Test
    void an_index_that_is_not_whole_is_refused() throws Exception {
        Path index = directory.resolve("index");
        JarIndex.of(List.of(jar("a.jar", "a/b.txt", "ab"))).write(index);
        String whole = Files.readString(index);
        for (int length = 0; length < whole.length() - 1; length++) {
            Files.writeString(index, whole.substring(0, length));
            assertThatThrownBy(() -> JarIndex.read(index))
                    .as("%s characters", length)
                    .isInstanceOf(IOException.class);
        }
        Files.writeString(index, whole.replace("\t0", "\tx"));
        assertThatThrownBy(() -> JarIndex.read(index)).isInstanceOf(IOException.class);
    }

    @Test
    void what_no_jar_has_is_not_found() throws Exception {
        try (IndexedClassLoader loader = loader(List.of(jar("a.jar", "a/b.txt", "ab")))) {
            for (String name : List.of("a/c.txt", "b.txt", "c/b.txt", "META-INF/services/x", "a/b.txt/", "")) {
                assertThat(loader.findResource(name)).as(name).isNull();
                assertThat(loader.findResources(name).hasMoreElements())
                        .as(name)
                        .isFalse();
            }
            assertThatThrownBy(() -> loader.loadClass("a.Missing")).isInstanceOf(ClassNotFoundException.class);
        }
    }

    @Test
    void resources_of_several_jars_come_in_their_order() throws Exception {
        List<Path> jars =
                List.of(jar("z.jar", "META-INF/services/s", "first"), jar("a.jar", "META-INF/services/s", "second"));
        try (IndexedClassLoader loader = loader(jars)) {
            List<String> contents = new ArrayList<>();
            for (URL url : Collections.list(loader.findResources("META-INF/services/s"))) {
                contents.add(text(url));
            }
            assertThat(contents).containsExactly("first", "second");
            assertThat(text(loader.findResource("META-INF/services/s"))).isEqualTo("first");
        }
    }

    @Test
    void a_name_with_spaces_and_signs_can_be_opened() throws Exception {
        try (IndexedClassLoader loader = loader(List.of(jar("of 100% #1.jar", "über uns/100% #1?.txt", "here")))) {
            assertThat(text(loader.findResource("über uns/100% #1?.txt"))).isEqualTo("here");
        }
    }

    @Test
    void the_entry_for_this_version_of_java_is_taken() throws Exception {
        Path jar = directory.resolve("versions.jar");
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().putValue("Multi-Release", "true");
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar), manifest)) {
            write(out, "a/b.txt", "old");
            write(out, "META-INF/versions/11/a/b.txt", "eleven");
            write(out, "META-INF/versions/11/only/new.txt", "new");
            write(out, "META-INF/versions/99/a/b.txt", "future");
        }
        try (IndexedClassLoader loader = loader(List.of(jar))) {
            assertThat(text(loader.findResource("a/b.txt"))).isEqualTo("eleven");
            assertThat(text(loader.findResource("only/new.txt"))).isEqualTo("new");
        }
    }

    @Test
    void a_jar_itself_is_a_resource_of_its_name() throws Exception {
        Path adapter = jar("adapter.rar", "META-INF/ra.xml", "<connector/>");
        try (IndexedClassLoader loader = loader(List.of(adapter))) {
            assertThat(loader.findResource("adapter.rar"))
                    .isEqualTo(adapter.toUri().toURL());
            assertThat(loader.findResource("other.rar")).isNull();
        }
    }

    @Test
    void classes_know_their_package_and_where_they_come_from() throws Exception {
        List<Path> jars = jarsOfTheTests();
        try (IndexedClassLoader loader = loader(jars)) {
            Class<?> type = loader.loadClass("org.assertj.core.api.Assertions");
            assertThat(type.getClassLoader()).isSameAs(loader);
            assertThat(type.getPackage().getName()).isEqualTo("org.assertj.core.api");
            assertThat(Path.of(type.getProtectionDomain()
                            .getCodeSource()
                            .getLocation()
                            .toURI()))
                    .isIn(jars);
            assertThat(loader.defined())
                    .contains("org.assertj.core.api.Assertions", "org.assertj.core.api.InstanceOfAssertFactories");
        }
    }

    @Test
    void nothing_can_be_added_that_would_not_be_found() throws Exception {
        Path jar = jar("a.jar", "a.txt", "a");
        try (IndexedClassLoader loader = loader(List.of(jar))) {
            assertThatThrownBy(() -> loader.addURL(jar.toUri().toURL()))
                    .isInstanceOf(UnsupportedOperationException.class);
        }
    }

    @Test
    void what_one_start_needed_is_loaded_ahead_of_the_next() throws Exception {
        List<Path> jars = jarsOfTheTests();
        Path list = directory.resolve("classes");
        try (IndexedClassLoader first = loader(jars)) {
            ClassesAhead.load(list, first);
            first.loadClass("org.assertj.core.api.Assertions");
            ClassesAhead.remember(list, first);
        }
        List<String> needed = Files.readAllLines(list);
        assertThat(needed).contains("org.assertj.core.api.Assertions");
        Files.write(list, List.of("no.longer.There"));
        Files.write(list, needed, StandardOpenOption.APPEND);
        try (IndexedClassLoader second = loader(jars)) {
            assertThat(second.parallel()).isTrue();
            ClassesAhead.load(list, second);
            long end = System.nanoTime() + 20_000_000_000L;
            while (!second.defined().containsAll(needed) && System.nanoTime() < end) {
                Thread.sleep(10);
            }
            assertThat(second.defined()).containsAll(needed);
            ClassesAhead.remember(list, second);
        }
        assertThat(Files.readAllLines(list)).first().isEqualTo("no.longer.There");
    }

    private IndexedClassLoader loader(List<Path> jars) throws IOException {
        Path index = directory.resolve("index");
        JarIndex.of(jars).write(index);
        return new IndexedClassLoader(JarIndex.read(index), ClassLoader.getPlatformClassLoader());
    }

    private static List<Path> jarsOfTheTests() {
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .map(Path::of)
                .filter(path -> path.toString().endsWith(".jar"))
                .toList();
    }

    private Path jar(String name, String entry, String content) throws IOException {
        Path jar = directory.resolve(name);
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
            write(out, entry, content);
        }
        return jar;
    }

    private Path withClassPath(String name, String classPath) throws IOException {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().put(Attributes.Name.CLASS_PATH, classPath);
        Path jar = directory.resolve(name);
        new JarOutputStream(Files.newOutputStream(jar), manifest).close();
        return jar;
    }

    private static URL[] urls(List<Path> jars) {
        return jars.stream().map(Jar::url).toArray(URL[]::new);
    }

    private static void write(JarOutputStream out, String entry, String content) throws IOException {
        out.putNextEntry(new ZipEntry(entry));
        out.write(content.getBytes(UTF_8));
        out.closeEntry();
    }

    private static String text(URL url) throws IOException {
        try (InputStream in = url.openStream()) {
            return new String(in.readAllBytes(), UTF_8);
        }
    }
}
