package dev.quarry.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.quarry.job.JobHandler;
import dev.quarry.job.http.EnqueuedBodies;
import dev.quarry.platform.json.Json;
import jakarta.ws.rs.Path;
import java.io.IOException;
import java.lang.reflect.Array;
import java.lang.reflect.Constructor;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The contract that is served, {@code META-INF/openapi.json}, against the routes and records that it is made of. */
class OpenApiContractTest {

    static final java.nio.file.Path COMMITTED = java.nio.file.Path.of("src/main/resources/META-INF/openapi.json");
    private static final java.nio.file.Path MADE = java.nio.file.Path.of("target/openapi.json");

    /** Of packages that know nothing of JSON: their own documentation says what the fields are. */
    private static final Set<String> PURE = Set.of(
            "ConfidenceInterval",
            "GridAnalysisRange",
            "GridRangesRequest",
            "Grids",
            "GridsNamedGrid",
            "MadeGrid",
            "Preset",
            "PresetList",
            "WinCriteria");

    @Test
    void every_field_of_the_contract_has_words() throws IOException {
        List<String> speechless = new ArrayList<>();
        Set<String> unknown = new TreeSet<>(PURE);
        Json.MAPPER.readTree(contract()).at("/components/schemas").properties().forEach(component -> component
                .getValue()
                .path("properties")
                .properties()
                .forEach(field -> {
                    if (field.getValue().path("description").asString("").isBlank()
                            && !unknown.remove(component.getKey())
                            && !PURE.contains(component.getKey())) {
                        speechless.add(component.getKey() + "." + field.getKey());
                    }
                }));

        assertThat(speechless).as("@Described is missing").isEmpty();
        assertThat(unknown).as("described by now").isEmpty();
    }

    @Test
    void the_committed_contract_is_what_the_routes_say() throws IOException {
        String made = contract();
        Files.writeString(MADE, made);

        assertThat(Files.exists(COMMITTED) ? Files.readString(COMMITTED) : "")
                .as("The routes and the committed contract differ. If the change is meant: cp %s %s", MADE, COMMITTED)
                .isEqualTo(made);
    }

    private static String contract() {
        JavaClasses classes = new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages("dev.quarry");
        Stream<Class<?>> resources = classes.stream()
                .filter(type -> type.isAnnotatedWith(Path.class) && !type.isInterface())
                .map(JavaClass::reflect);
        return Json.MAPPER
                        .writerWithDefaultPrettyPrinter()
                        .writeValueAsString(new ContractDocument(
                                        Route.all(resources), new EnqueuedBodies(records(classes)), results(classes))
                                .document())
                + "\n";
    }

    /** What jobs of each type result in: the second type argument of its handler. */
    private static Map<String, Class<?>> results(JavaClasses classes) {
        Map<String, Class<?>> results = new TreeMap<>();
        handlers(classes)
                .forEach(handler -> results.put(
                        handler.type().name(),
                        Json.MAPPER
                                .constructType(handler.getClass())
                                .findSuperType(JobHandler.class)
                                .containedType(1)
                                .getRawClass()));
        return results;
    }

    /** The parameter record of each job type, asked of handlers that are given nothing to work with. */
    private static Map<String, Class<?>> records(JavaClasses classes) {
        Map<String, Class<?>> records = new TreeMap<>();
        handlers(classes).forEach(handler -> records.put(handler.type().name(), handler.parameters()));
        return records;
    }

    private static Stream<JobHandler<?, ?>> handlers(JavaClasses classes) {
        return classes.stream()
                .filter(type -> type.isAssignableTo(JobHandler.class)
                        && !type.isInterface()
                        && !type.getModifiers().contains(JavaModifier.ABSTRACT))
                .map(type -> idle(type.reflect()));
    }

    private static JobHandler<?, ?> idle(Class<?> type) {
        try {
            Constructor<?> constructor = type.getDeclaredConstructors()[0];
            constructor.setAccessible(true);
            Object[] nothing = Arrays.stream(constructor.getParameterTypes())
                    .map(needed -> Array.get(Array.newInstance(needed, 1), 0))
                    .toArray();
            return (JobHandler<?, ?>) constructor.newInstance(nothing);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(type + " cannot be made without what it works with", e);
        }
    }
}
