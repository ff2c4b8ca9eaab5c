package dev.quarry.job.http;

import dev.quarry.job.JobHandler;
import dev.quarry.job.run.BatchHandler;
import dev.quarry.job.run.JobHandlers;
import dev.quarry.job.run.JobRequests;
import dev.quarry.platform.http.openapi.OpenApiSchema;
import dev.quarry.platform.http.openapi.Route;
import dev.quarry.platform.http.openapi.RouteDocument;
import dev.quarry.platform.http.openapi.SchemaTypes;
import dev.quarry.platform.json.RecordSchema;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.spi.BeanManager;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.media.Content;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.parameters.Parameter;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Makes {@code /openapi} of the routes, and completes it where routes enqueue: the body of each becomes the schema of its
 * type's parameter record, and its query the options that {@link EnqueueOptions} takes. A route names its type by the extension {@value #JOB_TYPE}.
 */
public final class EnqueueRoutesFilter implements OASFilter {

    /** The extension of an operation that enqueues: the type of its jobs, or {@value #ANY}. */
    static final String JOB_TYPE = "x-job-type";

    /** What a route for jobs of every type says in place of a type. */
    static final String ANY = "any";

    private static final String JSON = "application/json";

    /** The server makes the filter itself, not as a bean: what it needs has to be left where it finds it. */
    private static JobHandlers handlers;

    /** The document of a server that had it filtered before there were beans, and shows the same object later. */
    private static OpenAPI early;

    private static List<Route> routes = List.of();

    /** Leaves handlers and routes to the filter. */
    @ApplicationScoped
    static class Handover {

        void started(
                @Observes @Initialized(ApplicationScoped.class) Object application,
                JobHandlers known,
                BeanManager beans) {
            synchronized (EnqueueRoutesFilter.class) {
                handlers = known;
                routes = Route.all(beans);
                if (early != null) {
                    complete(early);
                    early = null;
                }
            }
        }
    }

    @Override
    public void filterOpenAPI(OpenAPI document) {
        synchronized (EnqueueRoutesFilter.class) {
            if (handlers == null) {
                early = document;
            } else {
                complete(document);
            }
        }
    }

    private static void complete(OpenAPI document) {
        RouteDocument.describe(document, routes);
        Map<String, ObjectNode> bodies = bodies();
        bodies.forEach((type, schema) -> document.getComponents().addSchema(name(type), OpenApiSchema.of(schema)));
        document.getPaths().getPathItems().values().stream()
                .flatMap(path -> path.getOperations().values().stream())
                .filter(operation -> operation.getExtensions() != null
                        && operation.getExtensions().containsKey(JOB_TYPE))
                .forEach(operation -> complete(operation, bodies));
    }

    /** The schema of the body by job type, {@link #ANY} too. */
    private static Map<String, ObjectNode> bodies() {
        Map<String, ObjectNode> bodies = new TreeMap<>();
        for (String type : handlers.types()) {
            handlers.find(type)
                    .map(JobHandler::parameters)
                    .ifPresent(record -> bodies.put(type, RecordSchema.of(record)));
        }
        ObjectNode any = RecordSchema.of(JobRequests.Body.class);
        ObjectNode properties = (ObjectNode) any.get("properties");
        ((ObjectNode) properties.get("job_type"))
                .putArray("enum")
                .addAll(bodies.keySet().stream().map(any::stringNode).toList());
        var payloads = ((ObjectNode) properties.get("payload")).putArray("anyOf");
        bodies.keySet().forEach(type -> payloads.addObject().put("$ref", reference(type)));
        ObjectNode jobs = (ObjectNode) bodies.get(BatchHandler.TYPE).at("/properties/jobs");
        ((ObjectNode) jobs.get("items")).put("$ref", reference(ANY));
        bodies.put(ANY, any);
        return bodies;
    }

    private static void complete(Operation operation, Map<String, ObjectNode> bodies) {
        String type = operation.getExtensions().get(JOB_TYPE).toString();
        ObjectNode options = (ObjectNode) bodies.get(ANY).get("properties");
        for (String option : EnqueueOptions.NAMES) {
            Parameter parameter = OASFactory.createParameter()
                    .name(option)
                    .in(Parameter.In.QUERY)
                    .description(options.get(option).path("description").asString());
            ObjectNode schema = ((ObjectNode) options.get(option)).deepCopy();
            schema.remove("description");
            operation.addParameter(parameter.schema(OpenApiSchema.of(schema)));
        }
        operation.addParameter(OASFactory.createParameter()
                .name(EnqueueRoute.KEY)
                .in(Parameter.In.HEADER)
                .description("Makes the request one that may be repeated for 24 hours without another job")
                .schema(SchemaTypes.schema(Schema.SchemaType.STRING)
                        .minLength(1)
                        .maxLength(JobRequests.LONGEST_KEY)));
        boolean file = operation.getRequestBody() != null
                && operation.getRequestBody().getContent() != null
                && operation.getRequestBody().getContent().hasMediaType("multipart/form-data");
        if (!file) {
            operation.setRequestBody(OASFactory.createRequestBody()
                    .required(demands(bodies.get(type)))
                    .content(json(type.equals(BatchHandler.TYPE) ? listOrParent() : to(type))));
        }
    }

    private static boolean demands(JsonNode schema) {
        return schema.has("required") || schema.has("anyOf") || schema.has("allOf");
    }

    private static Content json(Schema schema) {
        return OASFactory.createContent()
                .addMediaType(JSON, OASFactory.createMediaType().schema(schema));
    }

    /** Free as far as the schema goes: of a choice between a list and an object, generators make what does not compile. */
    private static Schema listOrParent() {
        return OASFactory.createSchema()
                .description("A list of 1 to " + JobRequests.MOST_AT_ONCE + " " + name(ANY) + ", or a "
                        + name(BatchHandler.TYPE));
    }

    private static Schema to(String type) {
        return OASFactory.createSchema().ref(reference(type));
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
