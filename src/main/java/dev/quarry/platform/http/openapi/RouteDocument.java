package dev.quarry.platform.http.openapi;

import dev.quarry.platform.json.AnswerSchemas;
import dev.quarry.platform.json.Json;
import dev.quarry.platform.json.RecordSchema;
import dev.quarry.platform.problem.Problem;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;
import java.lang.reflect.Method;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.annotations.extensions.Extension;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBodySchema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.PathItem;
import org.eclipse.microprofile.openapi.models.media.Content;
import org.eclipse.microprofile.openapi.models.parameters.Parameter;
import org.eclipse.microprofile.openapi.models.responses.APIResponses;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Paths and schemas of the document, made of the routes. The server's own scanner is off: it names fields as Java does, takes
 * times for objects and free JSON for lists, and gives several operations one id.
 */
public final class RouteDocument {

    private static final String JSON = "application/json";
    private static final String APPLICATION = "/v1";

    /** First parts of paths that stand for what another one is about. */
    private static final Map<String, String> TAGS = Map.of(
            "discover",
            "discovery",
            "optimize",
            "optimisation",
            "stream",
            "jobs",
            "keys",
            "security",
            "audit",
            "security");

    private final OpenAPI document;
    private final List<Route> routes;
    private final AnswerSchemas answers;

    private RouteDocument(OpenAPI document, List<Route> routes) {
        this.document = document;
        this.routes = routes;
        List<Type> types = new ArrayList<>(List.of(Problem.class));
        routes.forEach(route -> types.addAll(answers(route.method())));
        this.answers = new AnswerSchemas(types);
    }

    /** Replaces what the document says of paths and components. */
    public static void describe(OpenAPI document, List<Route> routes) {
        new RouteDocument(document, routes).describe();
    }

    private void describe() {
        document.setInfo(OASFactory.createInfo()
                .title("Quarry")
                .version("1")
                .description("Background jobs for quantitative strategy research"));
        document.setServers(
                List.of(OASFactory.createServer().url("/").description("The server that this document comes from")));
        document.setComponents(OASFactory.createComponents());
        document.setPaths(OASFactory.createPaths());
        ErrorAnswers.addTo(document.getComponents());
        Security.addTo(document);
        for (Route route : routes) {
            if (isHidden(route)) {
                continue;
            }
            String path = APPLICATION + route.path();
            PathItem item = document.getPaths().getPathItem(path);
            if (item == null) {
                item = OASFactory.createPathItem();
                document.getPaths().addPathItem(path, item);
            }
            item.setOperation(PathItem.HttpMethod.valueOf(route.verb()), operation(route));
        }
        answers.components()
                .forEach((name, schema) -> document.getComponents().addSchema(name, OpenApiSchema.of(schema)));
    }

    /** A second way in for what another method of the same route describes. */
    private static boolean isHidden(Route route) {
        var told = route.method().getAnnotation(org.eclipse.microprofile.openapi.annotations.Operation.class);
        return told != null && told.hidden();
    }

    private Operation operation(Route route) {
        Method method = route.method();
        Operation operation = OASFactory.createOperation().addTag(tag(route));
        var told = method.getAnnotation(org.eclipse.microprofile.openapi.annotations.Operation.class);
        if (told != null) {
            operation.setOperationId(told.operationId());
            operation.setSummary(told.summary());
            if (!told.description().isEmpty()) {
                operation.setDescription(told.description());
            }
        }
        for (Extension extension : method.getAnnotationsByType(Extension.class)) {
            operation.addExtension(extension.name(), extension.value());
        }
        parameters(method).forEach(operation::addParameter);
        RequestBodySchema body = method.getAnnotation(RequestBodySchema.class);
        if (body != null) {
            operation.setRequestBody(OASFactory.createRequestBody()
                    .required(true)
                    .content(content(media(method.getAnnotation(Consumes.class)), taken(body.value()))));
        }
        return operation.responses(responses(method, operation));
    }

    private static String tag(Route route) {
        String first = route.path().split("/")[1];
        return TAGS.getOrDefault(first, first);
    }

    /** A body is a component of its own; a record that answers are made of too would have other fields required. */
    private JsonNode taken(Class<?> record) {
        String name = record.getSimpleName() + (record.getSimpleName().endsWith("Request") ? "" : "Request");
        document.getComponents().addSchema(name, OpenApiSchema.of(RecordSchema.of(record)));
        return Json.MAPPER.createObjectNode().put("$ref", "#/components/schemas/" + name);
    }

    private static List<Parameter> parameters(Method method) {
        List<Parameter> parameters = new ArrayList<>();
        for (java.lang.reflect.Parameter given : method.getParameters()) {
            PathParam path = given.getAnnotation(PathParam.class);
            QueryParam query = given.getAnnotation(QueryParam.class);
            HeaderParam header = given.getAnnotation(HeaderParam.class);
            Whole whole = given.getAnnotation(Whole.class);
            if (path != null) {
                parameters.add(parameter(Parameter.In.PATH, path.value(), whole).required(true));
            } else if (query != null) {
                parameters.add(parameter(Parameter.In.QUERY, query.value(), whole));
            } else if (header != null) {
                parameters.add(parameter(Parameter.In.HEADER, header.value(), whole));
            }
        }
        for (var told :
                method.getAnnotationsByType(org.eclipse.microprofile.openapi.annotations.parameters.Parameter.class)) {
            parameters.add(told(told));
        }
        return parameters;
    }

    private static Parameter parameter(Parameter.In in, String name, Whole whole) {
        return OASFactory.createParameter()
                .name(name)
                .in(in)
                .description(KnownParameters.words(name))
                .schema(OpenApiSchema.of(KnownParameters.schema(name, whole)));
    }

    /** One that the method reads from the query itself. */
    private static Parameter told(org.eclipse.microprofile.openapi.annotations.parameters.Parameter told) {
        ObjectNode schema = Json.MAPPER
                .createObjectNode()
                .put("type", told.schema().type().name().toLowerCase(java.util.Locale.ROOT));
        if (!told.schema().minimum().isEmpty()) {
            schema.put("minimum", new java.math.BigDecimal(told.schema().minimum()));
        }
        if (!told.schema().maximum().isEmpty()) {
            schema.put("maximum", new java.math.BigDecimal(told.schema().maximum()));
        }
        if (!told.schema().defaultValue().isEmpty()) {
            boolean text = schema.get("type").asString().equals("string");
            String usual = told.schema().defaultValue();
            schema.set("default", text ? schema.stringNode(usual) : Json.MAPPER.readTree(usual));
        }
        if (told.schema().enumeration().length > 0) {
            Arrays.asList(told.schema().enumeration()).forEach(schema.putArray("enum")::add);
        }
        return OASFactory.createParameter()
                .name(told.name())
                .in(Parameter.In.QUERY)
                .description(told.description().isEmpty() ? KnownParameters.words(told.name()) : told.description())
                .schema(OpenApiSchema.of(schema));
    }

    private APIResponses responses(Method method, Operation operation) {
        Map<String, org.eclipse.microprofile.openapi.models.responses.APIResponse> all = new TreeMap<>();
        List<Type> types = answers(method);
        if (types.isEmpty()) {
            all.put("204", OASFactory.createAPIResponse().description("Done"));
        } else {
            all.put(
                    "200",
                    OASFactory.createAPIResponse().description("The answer").content(content(method, types)));
        }
        boolean body = operation.getRequestBody() != null
                || operation.getExtensions() != null
                        && operation.getExtensions().containsKey("x-job-type");
        boolean parameters =
                operation.getParameters() != null && !operation.getParameters().isEmpty();
        List<ErrorAnswers> errors = new ArrayList<>(List.of(
                ErrorAnswers.MALFORMED,
                ErrorAnswers.KEY_MISSING,
                ErrorAnswers.ROLE_MISSING,
                ErrorAnswers.TOO_MANY,
                ErrorAnswers.FAULT,
                ErrorAnswers.UNAVAILABLE));
        if (body) {
            errors.addAll(List.of(ErrorAnswers.TOO_LARGE, ErrorAnswers.UNSUPPORTED));
        }
        if (!types.isEmpty()) {
            errors.add(ErrorAnswers.NOT_ACCEPTABLE);
        }
        if (body || parameters) {
            errors.add(ErrorAnswers.INVALID);
        }
        if (parameters && operation.getParameters().stream().anyMatch(one -> one.getIn() == Parameter.In.PATH)) {
            errors.add(ErrorAnswers.NOT_FOUND);
        }
        errors.forEach(error -> all.put(error.code(), error.reference()));
        for (APIResponse told : method.getAnnotationsByType(APIResponse.class)) {
            int status = Integer.parseInt(told.responseCode());
            if (status >= 400) {
                all.put(told.responseCode(), ErrorAnswers.described(status, told.description()));
            } else if (all.containsKey(told.responseCode())) {
                all.get(told.responseCode()).setDescription(told.description());
            } else {
                all.put(told.responseCode(), OASFactory.createAPIResponse().description(told.description()));
            }
        }
        APIResponses responses = OASFactory.createAPIResponses();
        all.forEach(responses::addAPIResponse);
        return responses;
    }

    private Content content(Method method, List<Type> types) {
        Content content = OASFactory.createContent();
        for (String media : media(method)) {
            ObjectNode schema;
            if (!media.equals(JSON)) {
                schema = Json.MAPPER.createObjectNode().put("type", "string");
            } else if (types.size() == 1) {
                schema = answers.of(types.get(0));
            } else {
                schema = Json.MAPPER.createObjectNode();
                types.forEach(type -> schema.withArray("anyOf").add(answers.of(type)));
            }
            content.addMediaType(media, OASFactory.createMediaType().schema(OpenApiSchema.of(schema)));
        }
        return content;
    }

    private static String[] media(Method method) {
        Produces own = method.getAnnotation(Produces.class);
        return (own != null ? own : method.getDeclaringClass().getAnnotation(Produces.class)).value();
    }

    /** What a method answers with; nothing, when it has no body. */
    private static List<Type> answers(Method method) {
        APIResponseSchema one = method.getAnnotation(APIResponseSchema.class);
        if (one != null) {
            return List.of(one.value());
        }
        for (APIResponse told : method.getAnnotationsByType(APIResponse.class)) {
            if (told.responseCode().equals("200") && told.content().length > 0) {
                return List.of(told.content()[0].schema().anyOf());
            }
        }
        return method.getReturnType() == Response.class || method.getReturnType() == void.class
                ? List.of()
                : List.of(method.getGenericReturnType());
    }

    private static Content content(String media, JsonNode schema) {
        return OASFactory.createContent()
                .addMediaType(media, OASFactory.createMediaType().schema(OpenApiSchema.of(schema)));
    }

    private static String media(Consumes consumed) {
        return consumed == null ? JSON : consumed.value()[0];
    }

    /** How a client shows who it is, where security is on. */
    private static final class Security {

        static void addTo(OpenAPI document) {
            var schemes = document.getComponents();
            schemes.addSecurityScheme(
                    "key",
                    OASFactory.createSecurityScheme()
                            .type(org.eclipse.microprofile.openapi.models.security.SecurityScheme.Type.APIKEY)
                            .in(org.eclipse.microprofile.openapi.models.security.SecurityScheme.In.HEADER)
                            .name("X-Api-Key"));
            schemes.addSecurityScheme(
                    "token",
                    OASFactory.createSecurityScheme()
                            .type(org.eclipse.microprofile.openapi.models.security.SecurityScheme.Type.HTTP)
                            .scheme("bearer"));
            document.setSecurity(List.of(
                    OASFactory.createSecurityRequirement(),
                    OASFactory.createSecurityRequirement().addScheme("key"),
                    OASFactory.createSecurityRequirement().addScheme("token")));
        }

        private Security() {}
    }
}
