package dev.quarry.job.http;

import dev.quarry.job.enqueue.BatchHandler;
import dev.quarry.job.enqueue.JobRequests;
import dev.quarry.platform.json.Json;
import dev.quarry.platform.json.RecordSchema;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What the contract says of routes that enqueue: the body of each is its type's parameter record, and its query takes the
 * options of {@link EnqueueOptions}. A route names its type by the extension {@value #JOB_TYPE}.
 */
public final class EnqueuedBodies {

    /** The extension of an operation that enqueues: the type of its jobs, or {@value #ANY}. */
    public static final String JOB_TYPE = "x-job-type";

    /** What a route for jobs of every type says in place of a type. */
    private static final String ANY = "any";

    private final Map<String, ObjectNode> bodies = new TreeMap<>();

    /** @param records the parameter record of each job type */
    public EnqueuedBodies(Map<String, Class<?>> records) {
        records.forEach((type, record) -> bodies.put(type, RecordSchema.of(record)));
        ObjectNode any = RecordSchema.of(JobRequests.Body.class);
        ArrayNode types = ((ObjectNode) any.at("/properties/job_type")).putArray("enum");
        ArrayNode payloads = ((ObjectNode) any.at("/properties/payload")).putArray("anyOf");
        for (String type : bodies.keySet()) {
            types.add(type);
            payloads.addObject().put("$ref", reference(type));
        }
        ((ObjectNode) bodies.get(BatchHandler.TYPE).at("/properties/jobs/items")).put("$ref", reference(ANY));
        bodies.put(ANY, any);
    }

    /** The schemas that the bodies refer to, by their names. */
    public Map<String, ObjectNode> components() {
        Map<String, ObjectNode> components = new TreeMap<>();
        bodies.forEach((type, schema) -> components.put(name(type), schema));
        return components;
    }

    /** What each of these routes takes beside its body. */
    public List<ObjectNode> parameters() {
        List<ObjectNode> parameters = new ArrayList<>();
        for (String option : EnqueueOptions.NAMES) {
            ObjectNode schema =
                    bodies.get(ANY).at("/properties/" + option).deepCopy().asObject();
            ObjectNode parameter = Json.MAPPER
                    .createObjectNode()
                    .put("name", option)
                    .put("in", "query")
                    .put("description", schema.path("description").asString());
            schema.remove("description");
            parameter.set("schema", schema);
            parameters.add(parameter);
        }
        ObjectNode key = Json.MAPPER
                .createObjectNode()
                .put("name", EnqueueRoute.KEY)
                .put("in", "header")
                .put("description", "Makes the request one that may be repeated for 24 hours without another job");
        key.putObject("schema").put("type", "string").put("minLength", 1).put("maxLength", JobRequests.LONGEST_KEY);
        parameters.add(key);
        return parameters;
    }

    /** The body of a route for jobs of that type. */
    public ObjectNode body(String type) {
        ObjectNode body = Json.MAPPER.createObjectNode();
        ObjectNode schema =
                body.putObject("content").putObject("application/json").putObject("schema");
        if (type.equals(BatchHandler.TYPE)) {
            // Free as far as the schema goes: of a choice between a list and an object, generators make what does not
            // compile.
            schema.put(
                    "description",
                    "A list of 1 to " + JobRequests.MAX_AT_ONCE + " " + name(ANY) + ", or a "
                            + name(BatchHandler.TYPE));
        } else {
            schema.put("$ref", reference(type));
        }
        ObjectNode taken = bodies.get(type);
        return body.put("required", taken.has("required") || taken.has("anyOf") || taken.has("allOf"));
    }

    private static String reference(String type) {
        return "#/components/schemas/" + name(type);
    }

    /** A type as a client's class would be called: {@code prices_ingest} is {@code PricesIngestPayload}. */
    private static String name(String type) {
        if (type.equals(ANY)) {
            return "JobRequest";
        }
        StringBuilder name = new StringBuilder();
        for (String word : type.split("_")) {
            name.append(Character.toUpperCase(word.charAt(0))).append(word.substring(1));
        }
        return name.append("Payload").toString();
    }
}
