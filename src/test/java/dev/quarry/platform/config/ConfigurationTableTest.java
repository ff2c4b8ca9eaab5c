package dev.quarry.platform.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import dev.quarry.job.Lane;
import dev.quarry.launcher.QuarryCommand;
import java.io.IOException;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Executable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** The table in {@code docs/configuration.md} against what the code reads. */
class ConfigurationTableTest {

    private static final Path SOURCES = Path.of("src/main/java");
    private static final Pattern CODE = Pattern.compile("`([^`]+)`");

    /** {@code (QUARRY_PORT; 8080)} in the description of an option. */
    private static final Pattern VARIABLE_AND_DEFAULT = Pattern.compile("\\(([A-Z_]+)(?:; ([^,)]+))?");

    private static final Pattern EXPRESSION =
            Pattern.compile("\\$\\{(?:MPCONFIG\\\\{0,2}=)?(quarry\\.[a-z.-]+)(?::([^}]*))?}");
    private static final Pattern OF_AN_EXCHANGE =
            Pattern.compile("getOptionalValue\\(\"quarry\\.exchange\\.\" \\+ [a-z.()]+ \\+ \"(\\.[a-z-]+)\"");

    /** A row of the table; cells in code font without their quotes, {@code null} for a default in words. */
    private record Row(String name, String variable, String otherwise, Set<String> readers) {}

    /** A place in the code that reads a setting; {@code null} for one without a default. */
    private record Reading(String name, String otherwise, String reader) {}

    /** Read once: it takes seconds. */
    private static final List<Reading> INJECTED = injected();

    @Test
    void every_property_that_a_bean_is_given_stands_in_the_table_with_its_default_and_its_reader() throws IOException {
        Map<String, Row> table = properties();

        List<Reading> readings =
                Stream.concat(INJECTED.stream(), ofLanes().stream()).toList();
        assertThat(readings).hasSizeGreaterThan(25);
        for (Reading reading : readings) {
            Row row = table.get(reading.name());
            assertThat(row).as("row of " + reading.name()).isNotNull();
            assertThat(row.otherwise()).as("default of " + reading.name()).isEqualTo(reading.otherwise());
        }
    }

    @Test
    void the_readers_in_the_table_are_those_that_read() throws IOException {
        Map<String, Set<String>> actual = new TreeMap<>();
        Stream.of(INJECTED, ofExchanges(), ofLanes(), inFiles())
                .flatMap(List::stream)
                .forEach(r ->
                        actual.computeIfAbsent(r.name(), key -> new TreeSet<>()).add(r.reader()));

        Map<String, Set<String>> documented = new TreeMap<>();
        properties().values().forEach(row -> documented.put(row.name(), row.readers()));

        assertThat(documented).isEqualTo(actual);
    }

    @Test
    void a_default_that_a_server_file_repeats_is_the_same_there() throws IOException {
        Map<String, Row> table = properties();

        assertThat(inFiles()).filteredOn(r -> r.otherwise() != null).hasSize(15).allSatisfy(r -> assertThat(
                        r.otherwise())
                .as(r.name())
                .isEqualTo(table.get(r.name()).otherwise()));
    }

    @Test
    void nothing_is_looked_up_by_a_way_that_this_test_does_not_see() throws IOException {
        Pattern lookUp = Pattern.compile("getOptionalValue\\(|getConfigValue\\(|onfig\\(?\\)?\\.getValue\\(");

        assertThat(sources().filter(file -> lookUp.matcher(text(file)).find()))
                .extracting(file -> file.getFileName().toString())
                .as("OpenTelemetrySpans looks at a setting of the server")
                .containsExactlyInAnyOrder(
                        "ExchangeClients.java",
                        "FetchSettings.java",
                        "LaneSlots.java",
                        "SettingsCheck.java",
                        "OpenTelemetrySpans.java");
        for (String reader : List.of("ExchangeClients", "FetchSettings")) {
            assertThat(ofExchanges()).extracting(Reading::reader).contains(reader);
        }
        Pattern environment = Pattern.compile("System(\\.|::)getenv");
        assertThat(sources().filter(file -> environment.matcher(text(file)).find()))
                .extracting(file -> file.getFileName().toString())
                .as(
                        "commands; QuarryClient reads the key that docs/security.md tells of, the import the reference's variables")
                .containsExactlyInAnyOrder(
                        "ServeCommand.java",
                        "DemoCommand.java",
                        "ServerDatabase.java",
                        "ImportReferenceCommand.java",
                        "QuarryClient.java");
    }

    @Test
    void every_setting_that_is_checked_at_the_start_stands_in_the_table_and_the_other_way_round() throws IOException {
        Set<String> checked = KnownSettings.ALL.stream()
                .map(Setting::name)
                .map(name ->
                        name.replaceAll("quarry\\.exchange\\.[a-z]+\\.(?=url|requests)", "quarry.exchange.<name>."))
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(properties().keySet()).isEqualTo(checked);
    }

    @Test
    void the_environment_variable_of_a_property_is_the_one_that_sets_it() throws IOException {
        assertThat(properties().values()).allSatisfy(row -> assertThat(row.variable())
                .isEqualTo(
                        row.name().contains("<name>")
                                ? Setting.variable(row.name().replace("<name>", "NAME"))
                                        .replace("_NAME_", "_<NAME>_")
                                : Setting.variable(row.name())));
    }

    @Test
    void every_option_stands_in_the_table_with_its_variable_and_its_default() throws IOException {
        Map<String, String> documented = new TreeMap<>();
        rows().stream()
                .filter(row -> row.name().startsWith("--"))
                .forEach(row -> documented.put(row.name(), row.variable() + " " + row.otherwise()));

        assertThat(documented).isEqualTo(options());
    }

    @Test
    void every_variable_that_the_launcher_reads_is_one_of_an_option() throws IOException {
        Set<String> read = matches(
                        SOURCES.resolve("dev/quarry/launcher/Settings.java"), "environment\\.apply\\(\"([A-Z_]+)\"\\)")
                .map(m -> m.group(1))
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(rows().stream()
                        .filter(row -> row.readers().contains("Settings"))
                        .map(Row::variable))
                .containsExactlyInAnyOrderElementsOf(read);
    }

    private static Map<String, Row> properties() throws IOException {
        return rows().stream()
                .filter(row -> !row.name().startsWith("--"))
                .collect(Collectors.toMap(Row::name, row -> row, (a, b) -> a, TreeMap::new));
    }

    private static List<Row> rows() throws IOException {
        return Files.readAllLines(Path.of("docs/configuration.md")).stream()
                .filter(line ->
                        line.startsWith("| `--") || line.startsWith("| `quarry.") || line.startsWith("| `mp.jwt."))
                .map(line -> line.split("\\|"))
                .map(cells -> new Row(code(cells[1]), code(cells[2]), code(cells[3]), codes(cells[5])))
                .toList();
    }

    private static String code(String cell) {
        return codes(cell).stream().findFirst().orElse(null);
    }

    private static Set<String> codes(String cell) {
        return CODE.matcher(cell).results().map(m -> m.group(1)).collect(Collectors.toCollection(TreeSet::new));
    }

    /** A blank default is none: the annotation cannot say so otherwise. */
    private static List<Reading> injected() {
        List<Reading> readings = new ArrayList<>();
        for (JavaClass type : new ClassFileImporter().importPath(Path.of("target/classes/dev/quarry"))) {
            if (type.getPackageName().startsWith("dev.quarry.launcher")) {
                continue;
            }
            Class<?> reflected = type.reflect();
            Stream<Executable> executables = Stream.concat(
                    Arrays.stream(reflected.getDeclaredConstructors()), Arrays.stream(reflected.getDeclaredMethods()));
            Stream.concat(
                            executables.flatMap(executable -> Arrays.stream(executable.getParameters())),
                            Arrays.stream(reflected.getDeclaredFields()))
                    .map(AnnotatedElement.class::cast)
                    .filter(element -> element.isAnnotationPresent(ConfigProperty.class))
                    .map(element -> element.getAnnotation(ConfigProperty.class))
                    .map(property -> new Reading(property.name(), otherwise(property), reflected.getSimpleName()))
                    .forEach(readings::add);
        }
        return readings;
    }

    private static String otherwise(ConfigProperty property) {
        boolean none = property.defaultValue().equals(ConfigProperty.UNCONFIGURED_VALUE)
                || property.defaultValue().isBlank();
        return none ? null : property.defaultValue();
    }

    private static List<Reading> ofExchanges() throws IOException {
        return sources()
                .flatMap(file -> matches(file, OF_AN_EXCHANGE.pattern())
                        .map(m -> new Reading("quarry.exchange.<name>" + m.group(1), null, simpleName(file))))
                .toList();
    }

    private static List<Reading> ofLanes() {
        return Arrays.stream(Lane.values())
                .map(lane -> new Reading(lane.setting(), Integer.toString(lane.defaultSlots()), "LaneSlots"))
                .toList();
    }

    /** {@code ${quarry.…}} and {@code ${MPCONFIG=quarry.…}} in annotations, descriptors and the servers' files. */
    private static List<Reading> inFiles() throws IOException {
        List<Path> files = new ArrayList<>(sources().toList());
        for (String folder : List.of(
                "server-config/payara-micro",
                "server-config/payara",
                "server-config/wildfly",
                "src/main/webapp/WEB-INF")) {
            try (Stream<Path> all = Files.walk(Path.of(folder))) {
                all.filter(Files::isRegularFile)
                        .filter(file -> !file.toString().endsWith(".md"))
                        .forEach(files::add);
            }
        }
        return files.stream()
                .flatMap(file -> matches(file, EXPRESSION.pattern())
                        .map(m -> new Reading(
                                m.group(1),
                                m.group(2) == null || m.group(2).isEmpty() ? null : m.group(2),
                                simpleName(file))))
                .toList();
    }

    private static Map<String, String> options() {
        Map<String, String> options = new TreeMap<>();
        CommandSpec.forAnnotatedObject(new QuarryCommand()).subcommands().values().stream()
                .flatMap(command -> command.getCommandSpec().options().stream())
                .filter(option -> !option.usageHelp() && !option.versionHelp())
                .forEach(option -> options.put(option.longestName(), variableAndDefault(option)));
        return options;
    }

    private static String variableAndDefault(OptionSpec option) {
        return VARIABLE_AND_DEFAULT
                .matcher(String.join(" ", option.description()))
                .results()
                .findFirst()
                .map(m -> m.group(1) + " " + m.group(2))
                .orElse("null " + option.defaultValue());
    }

    private static Stream<Path> sources() throws IOException {
        try (Stream<Path> files = Files.walk(SOURCES)) {
            return files.filter(file -> file.toString().endsWith(".java")).toList().stream();
        }
    }

    private static Stream<MatchResult> matches(Path file, String pattern) {
        return Pattern.compile(pattern).matcher(text(file)).results();
    }

    private static String simpleName(Path file) {
        return file.getFileName().toString().replaceFirst("\\.java$", "");
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
