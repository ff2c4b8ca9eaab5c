package dev.quarry;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the pages link to is there: classes are renamed and headings rewritten more often than pages are read. */
class DocumentLinksTest {

    private static final Pattern LINK = Pattern.compile("\\]\\((?!https?:|mailto:)([^)#\\s]*)(?:#([^)\\s]+))?\\)");
    private static final Pattern HEADING = Pattern.compile("(?m)^#+ (.+)$");
    private static final Pattern STOP = Pattern.compile("(?m)^\\*\\*(\\d+)\\. .*\\]\\(\\.\\./src/main/");

    @Test
    void every_file_and_heading_that_a_page_links_to_is_there() throws IOException {
        List<String> broken = new ArrayList<>();
        for (Path page : pages()) {
            for (var link : LINK.matcher(Files.readString(page)).results().toList()) {
                Path target = link.group(1).isEmpty()
                        ? page
                        : page.resolveSibling(link.group(1)).normalize();
                String heading = link.group(2);
                boolean there = Files.exists(target)
                        && (heading == null
                                || !target.toString().endsWith(".md")
                                || headings(target).contains(heading));
                if (!there) {
                    broken.add(page + " links to " + link.group());
                }
            }
        }

        assertThat(broken).isEmpty();
    }

    @Test
    void the_tour_has_ten_stops_each_of_which_links_to_its_class() throws IOException {
        assertThat(STOP.matcher(Files.readString(Path.of("docs/tour.md"))).results())
                .extracting(stop -> stop.group(1))
                .containsExactly("1", "2", "3", "4", "5", "6", "7", "8", "9", "10");
    }

    private static List<Path> pages() throws IOException {
        try (Stream<Path> docs = Files.walk(Path.of("docs"))) {
            return Stream.concat(
                            docs.filter(file -> file.toString().endsWith(".md")),
                            Stream.of("README.md", "CONTRIBUTING.md").map(Path::of))
                    .toList();
        }
    }

    /** Headings as GitHub makes anchors of them. */
    private static Set<String> headings(Path page) throws IOException {
        return HEADING.matcher(Files.readString(page))
                .results()
                .map(heading -> heading.group(1)
                        .toLowerCase(Locale.ROOT)
                        .replaceAll("[^\\p{L}\\p{N} _-]", "")
                        .replace(' ', '-'))
                .collect(Collectors.toSet());
    }
}
