package dev.quarry.openapi;

import dev.quarry.platform.json.Json;
import dev.quarry.platform.problem.Problem;
import dev.quarry.platform.problem.Violation;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.node.ObjectNode;

/** The errors that routes answer with, each with an example: components that the routes refer to. */
enum ErrorAnswers {
    MALFORMED(
            400,
            "The request cannot be read: its path, headers or body are malformed",
            problem(400, "Bad request", "The body is not valid JSON")),
    KEY_MISSING(
            401,
            "Security is on, and there is no valid key or token",
            problem(401, "Unauthorized", "A valid key or token is needed")),
    ROLE_MISSING(
            403,
            "The key's role does not include this route",
            problem(403, "Forbidden", "This needs the role operate; the key has submit")),
    NOT_FOUND(404, "There is no such thing", problem(404, "Not found", "Job not found")),
    NOT_ACCEPTABLE(
            406,
            "The route has no media type that the header Accept allows",
            problem(
                    406,
                    "Not acceptable",
                    "The route cannot answer in a media type that the Accept header, or format in the query, names; it has"
                            + " application/json, and where /openapi says so text/csv, application/vnd.apache.arrow.stream and"
                            + " application/vnd.apache.parquet")),
    CONFLICT(
            409,
            "The state of things does not allow it",
            problem(409, "Conflict", "Job 7 is running; only failed and canceled jobs can be retried")),
    TOO_LARGE(413, "The body is too large", problem(413, "Too large", "The request is refused with status 413")),
    UNSUPPORTED(
            415,
            "The body is of another media type",
            problem(
                    415,
                    "Unsupported media type",
                    "The route cannot read this Content-Type; JSON routes take application/json, uploads"
                            + " multipart/form-data")),
    INVALID(
            422,
            "Fields of the body or parameters are wrong; each is named",
            new Problem(
                    422,
                    "Invalid input",
                    "limit must be between 1 and 200",
                    List.of(new Violation("limit", "must be between 1 and 200")))),
    TOO_MANY(
            429,
            "Too many requests, or too many waiting jobs; the header Retry-After says how long to wait",
            problem(429, "Too many requests", "Too many requests; try again in 1 s")),
    FAULT(
            500,
            "A fault of the server; the log has it under the reference",
            problem(500, "Internal error", "Something went wrong; the log has it under 1f0c9a3e")),
    UNAVAILABLE(
            503,
            "The database is away; the header Retry-After says how long to wait",
            problem(503, "Database unavailable", "The database cannot be reached; try again shortly"));

    private final int status;
    private final String description;
    private final Problem example;

    ErrorAnswers(int status, String description, Problem example) {
        this.status = status;
        this.description = description;
        this.example = example;
    }

    private static Problem problem(int status, String title, String detail) {
        return new Problem(status, title, detail, List.of());
    }

    static void addTo(ObjectNode components) {
        ObjectNode responses = components.putObject("responses");
        Arrays.stream(values()).forEach(error -> responses.set(error.component(), error.whole(error.description)));
    }

    String code() {
        return Integer.toString(status);
    }

    ObjectNode reference() {
        return Json.MAPPER.createObjectNode().put("$ref", "#/components/responses/" + component());
    }

    /** The same answer, for a route that tells why it gives it. */
    static ObjectNode described(int status, String why) {
        return Arrays.stream(values())
                .filter(error -> error.status == status)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no error is known of status " + status))
                .whole(why);
    }

    private ObjectNode whole(String words) {
        ObjectNode answer = Json.MAPPER.createObjectNode().put("description", words);
        if (status == 429 || status == 503) {
            answer.putObject("headers")
                    .putObject("Retry-After")
                    .put("description", "Seconds")
                    .putObject("schema")
                    .put("type", "integer");
        }
        ObjectNode media = answer.putObject("content").putObject(Problem.MEDIA_TYPE);
        media.putObject("schema").put("$ref", "#/components/schemas/Problem");
        media.set("example", Json.MAPPER.valueToTree(example));
        return answer;
    }

    /** {@code NOT_FOUND} is {@code NotFound}. */
    private String component() {
        StringBuilder name = new StringBuilder();
        for (String word : name().split("_")) {
            name.append(word.charAt(0)).append(word.substring(1).toLowerCase(Locale.ROOT));
        }
        return name.toString();
    }
}
