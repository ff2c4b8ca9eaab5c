package dev.quarry.openapi;

import dev.quarry.platform.json.AnswerSchemas;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What the contract says of results. The schema depends on the type of the job, which no keyword of OpenAPI 3.0 can say, and of
 * a bare choice generators make what takes the first that fits; so the field stays free and carries a table.
 */
final class JobResults {

    private final Map<String, List<Class<?>>> records = new TreeMap<>();

    /** @param results for each job type a record, or what several of them implement */
    JobResults(Map<String, Class<?>> results) {
        results.forEach((type, result) -> records.put(
                type, Arrays.asList(result.isSealed() ? result.getPermittedSubclasses() : new Class<?>[] {result})));
    }

    /** All of them. */
    List<Class<?>> records() {
        return records.values().stream().flatMap(List::stream).toList();
    }

    /** Adds the table to the field of a job that holds its result. */
    void describe(ObjectNode field, AnswerSchemas schemas) {
        field.put(
                "description",
                "Null before success. Its schema by job_type: "
                        + records.entrySet().stream()
                                .map(one -> one.getKey() + " "
                                        + one.getValue().stream()
                                                .map(record -> name(record, schemas))
                                                .collect(Collectors.joining(" or ")))
                                .collect(Collectors.joining(", ")));
        ObjectNode table = field.putObject("x-job-types");
        records.forEach((type, alternatives) -> {
            ArrayNode choices = table.putObject(type).putArray("anyOf");
            alternatives.forEach(record -> choices.add(schemas.of(record)));
        });
    }

    private static String name(Class<?> record, AnswerSchemas schemas) {
        String reference = schemas.of(record).path("$ref").asString();
        return reference.substring(reference.lastIndexOf('/') + 1);
    }
}
