package dev.quarry.assessment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quarry.inference.Evidence;
import dev.quarry.platform.json.Json;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** What follows a statistic of the verdict that is new, gone or called otherwise. */
class AssessmentReportTest {

    /** {@link Assessor#METHOD} with the names of its figures and of what its verdict goes by. */
    private static final String METHOD_AND_NAMES = "3 57a2fd42";

    /** Counts, and what was assessed. */
    private static final Set<String> NO_FIGURES =
            Set.of("trades", "days", "peers", "seed", "assessed_params", "assessed_instead");

    @Test
    void other_figures_are_another_method() throws IOException {
        String names = figures() + " "
                + Arrays.stream(Evidence.class.getRecordComponents())
                        .map(RecordComponent::getName)
                        .toList();

        assertThat(Assessor.METHOD + " " + Integer.toHexString(names.hashCode()))
                .as("the figures or the evidence have changed: raise Assessor.METHOD, so that assessments that say"
                        + " something else are not shown any more, and then put here what stands below")
                .isEqualTo(METHOD_AND_NAMES);
    }

    @Test
    void every_figure_stands_in_the_tables_of_the_engine_s_page() throws IOException {
        String page = Files.readString(Path.of("docs/engine.md"));

        assertThat(figures()).hasSizeGreaterThan(20).allMatch(figure -> page.contains("`" + figure + "`"));
    }

    private static List<String> figures() throws IOException {
        Set<String> names = new TreeSet<>(Json.MAPPER
                .readTree(Files.readString(Path.of("src/main/resources/META-INF/openapi.json")))
                .at("/components/schemas/AssessmentReport/properties")
                .propertyNames());
        names.removeAll(NO_FIGURES);
        return List.copyOf(names);
    }
}
