package dev.quarry.console;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.annotation.WebServlet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The console's code as it lies in the sources, without a server: its format, its faults, its modules one by one, and its list
 * of pages, all in the browser that runs them.
 */
class ConsoleCodeIT {

    private static final Path FORMATTED = Path.of("target/formatted");

    private static ConsoleSources sources;
    private static Browser browser;

    @BeforeAll
    static void open() throws IOException {
        sources = ConsoleSources.serve();
        browser = Browser.open(sources.address()).go("/");
    }

    @AfterAll
    static void close() {
        browser.close();
        sources.close();
    }

    @Test
    void every_script_and_style_sheet_is_formatted() throws IOException {
        Map<?, ?> unformatted = unformatted(ConsoleSources.texts(".js", ".css"));
        for (Map.Entry<?, ?> file : unformatted.entrySet()) {
            Path path = FORMATTED.resolve((String) file.getKey());
            Files.createDirectories(path.getParent());
            Files.writeString(path, (String) file.getValue());
        }
        assertThat(unformatted.keySet())
                .as("files that are not formatted. Type: cp -r %s/. . && rm -r %s", FORMATTED, FORMATTED)
                .isEmpty();
    }

    @Test
    void a_file_that_is_not_formatted_is_found_with_its_templates_and_becomes_what_it_ought_to_be() {
        String template = "export const a = (b) => html`<p   class=x>${  b  }</p>`;\n";

        assertThat(unformatted(Map.of("good.js", "const a = [1, 2];\n", "bad.js", "const a = [1,2]", "t.js", template))
                        .toString())
                .contains("bad.js=const a = [1, 2];\n", "t.js=export const a = (b) => html`<p class=\"x\">${b}</p>`;\n")
                .doesNotContain("good.js");
    }

    @Test
    void the_linter_finds_no_fault() throws IOException {
        Map<String, String> files = new TreeMap<>();
        ConsoleSources.texts(".js", ".css").forEach((file, text) -> files.put(ConsoleSources.addressOf(file), text));

        assertThat(faults(files)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            import { a } from './other.js';                      | 'a' is declared but its value is never read
            const one = 1;                                       | 'one' is declared but its value is never read
            export const one = (a, b) => b;                      | 'a' is declared but its value is never read
            export const one = () => two;                        | Cannot find name 'two'
            import { b } from './other.js'; b();                 | has no exported member 'b'
            import { c } from './none.js'; c();                  | Cannot find module './none.js'
            import { nothing, htlm } from 'lit'; htlm(nothing);  | has no exported member
            const a = 1; (() => { const a = 2; alert(a); })(); alert(a); | 'a' hides the same name around it
            alert(document.title == 1);                          | == instead of ===
            alert(document.title != 1);                          | != instead of !==
            var old = 1; alert(old);                             | var instead of const or let
            const a = 1; a = 2;                                  | Cannot assign to 'a'
            (() => { return 1; alert(2); })();                   | Unreachable code
            alert(1;                                             | ')' expected
            export const unused = 1;                             | 'unused' is exported and used nowhere else
            """)
    void the_linter_finds(String code, String fault) {
        Map<String, String> files =
                Map.of("/console/broken.js", code, "/console/other.js", "export const a = () => 1; alert(a);");

        assertThat(faults(files))
                .anySatisfy(found ->
                        assertThat(found).startsWith("/console/broken.js:1: ").contains(fault));
    }

    @Test
    void a_line_that_is_too_long_is_a_fault() {
        assertThat(faults(Map.of("/console/long.js", "\n// " + "x".repeat(118))))
                .containsExactly("/console/long.js:2: a line of 121 characters");
    }

    @TestFactory
    Stream<DynamicContainer> each_module_does_what_its_tests_say() throws IOException {
        return ConsoleSources.texts(".test.js").keySet().stream().map(file -> {
            List<?> results = (List<?>) browser.call("/test/test.js", "freshly", ConsoleSources.addressOf(file));
            assertThat(results).as(file).isNotEmpty();
            return DynamicContainer.dynamicContainer(
                    Path.of(file).getFileName().toString(),
                    results.stream().map(one -> (Map<?, ?>) one).map(ConsoleCodeIT::reported));
        });
    }

    private static DynamicTest reported(Map<?, ?> result) {
        return DynamicTest.dynamicTest((String) result.get("name"), () -> {
            if (result.get("failure") != null) {
                throw new AssertionError(result.get("failure"));
            }
        });
    }

    @Test
    void the_server_answers_with_the_console_at_each_of_its_pages_and_nowhere_else() {
        Set<String> served = new TreeSet<>(
                Set.of(ConsoleServlet.class.getAnnotation(WebServlet.class).value()));
        served.removeAll(Set.of("/index.html", "/openapi", "/openapi/ui", "/console/*", "/webjars/*"));

        assertThat(served)
                .containsExactlyInAnyOrderElementsOf(
                        pages().map(page -> pattern(page.get(0))).collect(Collectors.toSet()));
    }

    /** What a servlet is mapped to for a page: the first step of its path, with all below where it has more. */
    private static String pattern(String path) {
        String[] steps = path.split("/");
        return steps.length < 2 ? "" : "/" + steps[1] + (steps.length > 2 ? "/*" : "");
    }

    @Test
    void each_module_of_a_page_is_one_that_the_router_leads_to_and_defines_the_element_that_it_names()
            throws IOException {
        Map<String, String> texts = ConsoleSources.texts(".js");
        Set<String> unnamed = new HashSet<>();
        texts.keySet().stream()
                .map(ConsoleSources::addressOf)
                .filter(file -> file.startsWith("/console/pages/"))
                .forEach(unnamed::add);
        unnamed.remove("/console/pages/not-found.js");

        assertThat(pages()).allSatisfy(page -> {
            String module = "src/main/webapp/console/pages/" + page.get(1) + ".js";
            assertThat(texts).containsKey(module);
            assertThat(texts.get(module)).contains("customElements.define(\"" + page.get(2) + "\"");
            unnamed.remove(ConsoleSources.addressOf(module));
        });
        assertThat(unnamed).as("modules of pages without an address").isEmpty();
    }

    /** What {@link ConsoleIT} looks at in all sizes and colours; a page that it has to make something for first is elsewhere there. */
    @Test
    void each_page_is_looked_at_by_the_tests_of_the_whole_console() throws NoSuchMethodException {
        String looked = String.join(
                "\n",
                ConsoleIT.class
                        .getDeclaredMethod(
                                "every_page_shows_its_matter_without_barriers",
                                String.class,
                                String.class,
                                String.class)
                        .getAnnotation(CsvSource.class)
                        .value());

        assertThat(pages().map(page -> page.get(0).replaceAll(":\\w+", "[^/, ]+"))
                        .filter(path -> !Pattern.compile(", " + path + "[,?]")
                                .matcher(looked)
                                .find()))
                .containsExactlyInAnyOrder("/frozen/[^/, ]+", "/research/optimisations/[^/, ]+/combinations/[^/, ]+");
    }

    /** Path, module and element of each. */
    @SuppressWarnings("unchecked")
    private static Stream<List<String>> pages() {
        return ((List<List<String>>) browser.call("/test/pages.js", "pages")).stream();
    }

    private static Map<?, ?> unformatted(Map<String, String> files) {
        return (Map<?, ?>) browser.call("/test/format.js", "unformatted", files);
    }

    @SuppressWarnings("unchecked")
    private static List<String> faults(Map<String, String> files) {
        return (List<String>) browser.call("/test/lint.js", "faults", files);
    }
}
