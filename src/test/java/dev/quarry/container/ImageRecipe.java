package dev.quarry.container;

import dev.quarry.platform.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/**
 * What a container of the image runs, as its {@code Dockerfile} says.
 *
 * @param command entry point and command
 * @param environment what {@code ENV} sets
 * @param healthCheck the command of {@code HEALTHCHECK}
 * @param instructions all of the last stage, each in one line
 */
record ImageRecipe(
        List<String> command, Map<String, String> environment, List<String> healthCheck, List<String> instructions) {

    private static final String HOME = "/opt/quarry";

    static ImageRecipe read() throws IOException {
        List<String> all = Arrays.stream(Files.readString(Path.of("Dockerfile"))
                        .replaceAll("(?m)^#.*\\R", "")
                        .replaceAll("\\\\\\R\\s*", "")
                        .split("\\R"))
                .filter(line -> !line.isBlank())
                .toList();
        int last = 0;
        for (int i = 0; i < all.size(); i++) {
            last = all.get(i).startsWith("FROM ") ? i : last;
        }
        List<String> instructions = all.subList(last, all.size());
        List<String> command = new ArrayList<>(list(argument(instructions, "ENTRYPOINT ")));
        command.addAll(list(argument(instructions, "CMD ")));
        Map<String, String> environment = new HashMap<>();
        Stream.of(argument(instructions, "ENV ").split(" "))
                .map(pair -> pair.split("=", 2))
                .forEach(pair -> environment.put(pair[0], pair[1]));
        List<String> healthCheck = list(argument(instructions, "HEALTHCHECK ").replaceFirst("^.*?CMD ", ""));
        return new ImageRecipe(command, environment, healthCheck, instructions);
    }

    /** The command line outside of a container: this JVM's Java, and the distribution in {@code home}. */
    List<String> commandFor(Path home) {
        return command.stream()
                .map(word -> word.equals("java")
                        ? Path.of(System.getProperty("java.home"), "bin", "java")
                                .toString()
                        : word.replace(HOME, home.toString()))
                .toList();
    }

    private static String argument(List<String> instructions, String keyword) {
        return instructions.stream()
                .filter(line -> line.startsWith(keyword))
                .map(line -> line.substring(keyword.length()))
                .findFirst()
                .orElseThrow();
    }

    private static List<String> list(String json) {
        return Json.MAPPER.readTree(json).valueStream().map(JsonNode::asString).toList();
    }
}
