package dev.quarry.openapi;

import dev.quarry.job.http.EnqueuedBodies;
import dev.quarry.platform.http.TableAnswer;
import dev.quarry.platform.http.Whole;
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
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.extensions.Extension;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBodySchema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The REST contract as an OpenAPI document, made of the routes themselves: their methods, the records that they take and
 * answer with, and the words of their annotations. The servers' own scanners name fields as Java does, take times for
 * objects and free JSON for lists, and give several operations one id.
 */
final class ContractDocument {

    private static final String JSON = "application/json";

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

    private final List<Route> routes;
    private final EnqueuedBodies enqueued;
    private final JobResults results;
    private final AnswerSchemas answers;
    private final Map<String, ObjectNode> schemas = new TreeMap<>();

    /** @param results what jobs of each type result in: a record, or what several of them implement */
    ContractDocument(List<Route> routes, EnqueuedBodies enqueued, Map<String, Class<?>> results) {
        this.routes = routes;
        this.enqueued = enqueued;
        this.results = new JobResults(results);
        List<Type> types = new ArrayList<>(List.of(Problem.class));
        routes.stream()
                .filter(route -> route.method().getReturnType() != TableAnswer.class)
                .forEach(route -> types.addAll(answers(route.method())));
        types.addAll(this.results.records());
        this.answers = new AnswerSchemas(types);
    }

    ObjectNode document() {
        ObjectNode document = Json.MAPPER.createObjectNode().put("openapi", "3.0.3");
        document.putObject("info")
                .put("title", "Quarry")
                .put("description", "Background jobs for quantitative strategy research")
                .put("version", "1");
        document.putArray("servers")
                .addObject()
                .put("url", "/")
                .put("description", "The server that this document comes from");
        ArrayNode security = document.putArray("security");
        security.addObject();
        security.addObject().putArray("key");
        security.addObject().putArray("token");
        ObjectNode paths = document.putObject("paths");
        routes.stream().filter(route -> !isHidden(route)).forEach(route -> paths.withObject(
                        "/" + pointer("/v1" + route.path()))
                .set(route.verb().toLowerCase(Locale.ROOT), operation(route)));
        routes.stream()
                .filter(ContractDocument::isHidden)
                .forEach(route -> addMedia(
                        (ObjectNode)
                                paths.get("/v1" + route.path()).get(route.verb().toLowerCase(Locale.ROOT)),
                        route.method()));
        ObjectNode components = document.putObject("components");
        schemas.putAll(answers.components());
        results.describe((ObjectNode) schemas.get("JobDetail").at("/properties/result"), answers);
        schemas.putAll(enqueued.components());
        ObjectNode all = components.putObject("schemas");
        schemas.forEach(all::set);
        ErrorAnswers.addTo(components);
        ObjectNode schemes = components.putObject("securitySchemes");
        schemes.putObject("key").put("type", "apiKey").put("name", "X-Api-Key").put("in", "header");
        schemes.putObject("token").put("type", "http").put("scheme", "bearer");
        return document;
    }

    private static String pointer(String name) {
        return name.replace("~", "~0").replace("/", "~1");
    }

    /** A second way in for what another method of the same route describes. */
    private static boolean isHidden(Route route) {
        Operation annotation = route.method().getAnnotation(Operation.class);
        return annotation != null && annotation.hidden();
    }

    private ObjectNode operation(Route route) {
        Method method = route.method();
        ObjectNode operation = Json.MAPPER.createObjectNode();
        operation.putArray("tags").add(tag(route));
        Operation annotation = method.getAnnotation(Operation.class);
        if (annotation != null) {
            operation.put("summary", annotation.summary());
            if (!annotation.description().isEmpty()) {
                operation.put("description", annotation.description());
            }
            operation.put("operationId", annotation.operationId());
        }
        ArrayNode parameters = parameters(method);
        JsonNode body = body(method);
        for (Extension extension : method.getAnnotationsByType(Extension.class)) {
            operation.put(extension.name(), extension.value());
            if (extension.name().equals(EnqueuedBodies.JOB_TYPE)) {
                enqueued.parameters().forEach(parameters::add);
                body = body != null && body.path("content").has("multipart/form-data")
                        ? body
                        : enqueued.body(extension.value());
            }
        }
        if (!parameters.isEmpty()) {
            operation.set("parameters", parameters);
        }
        if (body != null) {
            operation.set("requestBody", body);
        }
        operation.set("responses", responses(method, parameters, body));
        return operation;
    }

    private static String tag(Route route) {
        String first = route.path().split("/")[1];
        return TAGS.getOrDefault(first, first);
    }

    /** A body is a component of its own; a record that answers are made of too would have other fields required. */
    private ObjectNode body(Method method) {
        RequestBodySchema annotation = method.getAnnotation(RequestBodySchema.class);
        if (annotation == null) {
            return null;
        }
        Class<?> record = annotation.value();
        String name = record.getSimpleName() + (record.getSimpleName().endsWith("Request") ? "" : "Request");
        schemas.put(name, RecordSchema.of(record));
        Consumes consumed = method.getAnnotation(Consumes.class);
        ObjectNode body = Json.MAPPER.createObjectNode();
        body.putObject("content")
                .putObject(consumed == null ? JSON : consumed.value()[0])
                .putObject("schema")
                .put("$ref", "#/components/schemas/" + name);
        return body.put("required", true);
    }

    /** A table that is sent, or answered with, instead of JSON. */
    private static void addMedia(ObjectNode operation, Method method) {
        if (method.isAnnotationPresent(Consumes.class)) {
            addSent(operation, method);
        } else {
            ObjectNode content = (ObjectNode) operation.at("/responses/200/content");
            for (String type : method.getAnnotation(Produces.class).value()) {
                putBytes(content, media(type));
            }
        }
    }

    /** Behind a semicolon stands what is preferred where a client takes several. */
    private static String media(String produced) {
        return produced.replaceAll(";.*", "");
    }

    private static void putBytes(ObjectNode content, String type) {
        ObjectNode schema = content.putObject(type).putObject("schema").put("type", "string");
        if (!type.startsWith("text/")) {
            schema.put("format", "binary");
        }
    }

    /** Its other fields stand in the query. */
    private static void addSent(ObjectNode operation, Method method) {
        ObjectNode content = (ObjectNode) operation.at("/requestBody/content");
        for (String type : method.getAnnotation(Consumes.class).value()) {
            putBytes(content, type);
        }
        ArrayNode parameters = operation.withArray("parameters");
        for (JsonNode parameter : parameters(method)) {
            parameters.add(((ObjectNode) parameter)
                    .put("description", parameter.get("description").asString("") + "; beside a table only"));
        }
    }

    private static ArrayNode parameters(Method method) {
        ArrayNode parameters = Json.MAPPER.createArrayNode();
        for (java.lang.reflect.Parameter given : method.getParameters()) {
            PathParam path = given.getAnnotation(PathParam.class);
            QueryParam query = given.getAnnotation(QueryParam.class);
            HeaderParam header = given.getAnnotation(HeaderParam.class);
            Whole whole = given.getAnnotation(Whole.class);
            if (path != null) {
                parameters.add(parameter("path", path.value(), whole));
            } else if (query != null) {
                parameters.add(parameter("query", query.value(), whole));
            } else if (header != null) {
                parameters.add(parameter("header", header.value(), whole));
            }
        }
        for (Parameter annotation : method.getAnnotationsByType(Parameter.class)) {
            parameters.add(annotation(annotation));
        }
        return parameters;
    }

    private static ObjectNode parameter(String in, String name, Whole whole) {
        ObjectNode parameter = named(in, name, KnownParameters.words(name));
        if (in.equals("path")) {
            parameter.put("required", true);
        }
        parameter.set("schema", KnownParameters.schema(name, whole));
        return parameter;
    }

    private static ObjectNode named(String in, String name, String words) {
        return Json.MAPPER.createObjectNode().put("name", name).put("in", in).put("description", words);
    }

    /** One that the method reads from the query itself. */
    private static ObjectNode annotation(Parameter annotation) {
        ObjectNode parameter = named(
                "query",
                annotation.name(),
                annotation.description().isEmpty()
                        ? KnownParameters.words(annotation.name())
                        : annotation.description());
        ObjectNode schema = parameter
                .putObject("schema")
                .put("type", annotation.schema().type().name().toLowerCase(Locale.ROOT));
        if (!annotation.schema().minimum().isEmpty()) {
            schema.put("minimum", new BigDecimal(annotation.schema().minimum()));
        }
        if (!annotation.schema().maximum().isEmpty()) {
            schema.put("maximum", new BigDecimal(annotation.schema().maximum()));
        }
        if (!annotation.schema().defaultValue().isEmpty()) {
            boolean text = schema.get("type").asString().equals("string");
            String defaultValue = annotation.schema().defaultValue();
            schema.set("default", text ? schema.stringNode(defaultValue) : Json.MAPPER.readTree(defaultValue));
        }
        if (annotation.schema().enumeration().length > 0) {
            Arrays.asList(annotation.schema().enumeration()).forEach(schema.putArray("enum")::add);
        }
        return parameter;
    }

    private ObjectNode responses(Method method, ArrayNode parameters, JsonNode body) {
        Map<String, ObjectNode> all = new TreeMap<>();
        List<Type> types = answers(method);
        if (types.isEmpty()) {
            all.put("204", Json.MAPPER.createObjectNode().put("description", "Done"));
        } else {
            ObjectNode answer = Json.MAPPER.createObjectNode().put("description", "The answer");
            answer.set("content", content(method, types));
            all.put("200", answer);
        }
        errors(types, parameters, body).forEach(error -> all.put(error.code(), error.reference()));
        for (APIResponse annotation : method.getAnnotationsByType(APIResponse.class)) {
            int status = Integer.parseInt(annotation.responseCode());
            if (status >= 400) {
                all.put(annotation.responseCode(), ErrorAnswers.described(status, annotation.description()));
            } else {
                ObjectNode answer =
                        all.computeIfAbsent(annotation.responseCode(), code -> Json.MAPPER.createObjectNode());
                answer.put("description", annotation.description());
                if (status == 201 && all.containsKey("200")) {
                    answer.set("content", all.get("200").get("content"));
                }
            }
        }
        ObjectNode responses = Json.MAPPER.createObjectNode();
        all.forEach(responses::set);
        return responses;
    }

    private static List<ErrorAnswers> errors(List<Type> types, ArrayNode parameters, JsonNode body) {
        List<ErrorAnswers> errors = new ArrayList<>(List.of(
                ErrorAnswers.MALFORMED,
                ErrorAnswers.KEY_MISSING,
                ErrorAnswers.ROLE_MISSING,
                ErrorAnswers.TOO_MANY,
                ErrorAnswers.FAULT,
                ErrorAnswers.UNAVAILABLE));
        if (body != null) {
            errors.addAll(List.of(ErrorAnswers.TOO_LARGE, ErrorAnswers.UNSUPPORTED));
        }
        if (!types.isEmpty()) {
            errors.add(ErrorAnswers.NOT_ACCEPTABLE);
        }
        if (body != null || !parameters.isEmpty()) {
            errors.add(ErrorAnswers.INVALID);
        }
        if (parameters.valueStream().anyMatch(one -> one.path("in").asString().equals("path"))) {
            errors.add(ErrorAnswers.NOT_FOUND);
        }
        return errors;
    }

    private ObjectNode content(Method method, List<Type> types) {
        ObjectNode content = Json.MAPPER.createObjectNode();
        Produces own = method.getAnnotation(Produces.class);
        for (String produced : (own != null ? own : method.getDeclaringClass().getAnnotation(Produces.class)).value()) {
            String media = media(produced);
            if (method.getReturnType() == TableAnswer.class) {
                putBytes(content, media);
                continue;
            }
            ObjectNode schema = Json.MAPPER.createObjectNode();
            if (!media.equals(JSON)) {
                schema.put("type", "string");
            } else if (types.size() == 1) {
                schema = answers.of(types.get(0));
            } else {
                ArrayNode choices = schema.putArray("anyOf");
                types.forEach(type -> choices.add(answers.of(type)));
            }
            content.putObject(media).set("schema", schema);
        }
        return content;
    }

    /** What a method answers with; nothing, when it has no body. */
    private static List<Type> answers(Method method) {
        APIResponseSchema one = method.getAnnotation(APIResponseSchema.class);
        if (one != null) {
            return List.of(one.value());
        }
        for (APIResponse annotation : method.getAnnotationsByType(APIResponse.class)) {
            if (annotation.responseCode().equals("200") && annotation.content().length > 0) {
                return List.of(annotation.content()[0].schema().anyOf());
            }
        }
        return method.getReturnType() == Response.class || method.getReturnType() == void.class
                ? List.of()
                : List.of(method.getGenericReturnType());
    }
}
