package dev.quarry.container;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.Yaml;

/** What {@code compose.yaml} gives to the containers of its services. */
final class ComposeFile {

    private static final Pattern VARIABLE = Pattern.compile("\\$\\{([A-Z_]+)(?::([-?])([^}]*))?}");

    private final Map<String, Map<String, Object>> services;

    private ComposeFile(Map<String, Map<String, Object>> services) {
        this.services = services;
    }

    static ComposeFile read() throws IOException {
        try (Reader reader = Files.newBufferedReader(Path.of("compose.yaml"))) {
            Map<String, Map<String, Map<String, Object>>> all = new Yaml().load(reader);
            return new ComposeFile(all.get("services"));
        }
    }

    Map<String, Object> service(String name) {
        return services.get(name);
    }

    /** A value as it is where nothing is set; fails where something must be. */
    static String byDefault(Object value) {
        return fill(value.toString(), Map.of());
    }

    /** The environment of a service with the variables filled in; fails for one that is not given and has no default. */
    Map<String, String> environment(String service, Map<String, String> variables) {
        Map<String, String> filled = new HashMap<>();
        Map<?, ?> environment = (Map<?, ?>) services.get(service).get("environment");
        environment.forEach((name, value) -> filled.put(name.toString(), fill(value.toString(), variables)));
        return filled;
    }

    private static String fill(String value, Map<String, String> variables) {
        return VARIABLE.matcher(value).replaceAll(match -> {
            String given = variables.getOrDefault(match.group(1), "-".equals(match.group(2)) ? match.group(3) : null);
            if (given == null) {
                throw new IllegalArgumentException("no value for " + match.group(1));
            }
            return Matcher.quoteReplacement(given);
        });
    }
}
