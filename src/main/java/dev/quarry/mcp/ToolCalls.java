package dev.quarry.mcp;

import dev.quarry.job.Progress;
import dev.quarry.platform.http.ThrownProblem;
import dev.quarry.platform.json.Json;
import dev.quarry.platform.problem.Problem;
import dev.quarry.platform.problem.ProblemException;
import dev.quarry.platform.problem.Violation;
import dev.quarry.platform.security.Role;
import dev.quarry.security.Caller;
import dev.quarry.security.http.Admission;
import io.modelcontextprotocol.server.McpServerFeatures.SyncToolSpecification;
import io.modelcontextprotocol.server.McpSyncServerExchange;
import io.modelcontextprotocol.spec.McpSchema.CallToolRequest;
import io.modelcontextprotocol.spec.McpSchema.CallToolResult;
import io.modelcontextprotocol.spec.McpSchema.ProgressNotification;
import io.modelcontextprotocol.spec.McpSchema.Tool;
import io.modelcontextprotocol.spec.McpSchema.ToolAnnotations;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** Tools as the protocol has them. What goes wrong is an answer too, with the members of a problem. */
final class ToolCalls {

    /** The longest answer, characters of JSON: more than a model reads, less than a node feels. */
    private static final int LONGEST = 512 * 1024;

    private static final Map<String, Object> ANSWER = Map.of("type", "object");

    private final Contract contract;

    ToolCalls(Contract contract) {
        this.contract = contract;
    }

    SyncToolSpecification of(AgentTool tool) {
        boolean reads = tool.role() == Role.READ;
        return SyncToolSpecification.builder()
                .tool(Tool.builder(tool.name(), tool.arguments(contract))
                        .description(tool.description())
                        .outputSchema(ANSWER)
                        .annotations(ToolAnnotations.builder()
                                .readOnlyHint(reads)
                                .destructiveHint(false)
                                .openWorldHint(false)
                                .build())
                        .build())
                .callHandler((exchange, request) -> call(tool, exchange, request))
                .build();
    }

    private static CallToolResult call(AgentTool tool, McpSyncServerExchange exchange, CallToolRequest request) {
        JsonNode arguments = request.arguments() == null
                ? Json.MAPPER.createObjectNode()
                : Json.MAPPER.valueToTree(request.arguments());
        try {
            Caller caller = (Caller) exchange.transportContext().get(McpProtocol.CALLER);
            if (!caller.role().includes(tool.role())) {
                return refusal(Admission.roleMissing(tool.role(), caller.role()));
            }
            ToolAnswer answer = tool.answer(new ToolCall(arguments, progress(exchange, request.progressToken())));
            String json = Json.MAPPER.writeValueAsString(answer.content());
            if (json.length() > LONGEST) {
                throw new ProblemException(
                        413,
                        "Too large",
                        String.format(
                                Locale.ROOT,
                                "The answer has %,d characters, at most %,d are sent: ask for less",
                                json.length(),
                                LONGEST));
            }
            return CallToolResult.builder()
                    .addTextContent(answer.sentence())
                    .addTextContent(json)
                    .structuredContent(answer.content())
                    .build();
        } catch (RuntimeException e) {
            return refusal(QuotedFaults.in(ThrownProblem.of(e), arguments));
        }
    }

    private static CallToolResult refusal(Problem problem) {
        String json = Json.MAPPER.writeValueAsString(problem);
        return CallToolResult.builder()
                .addTextContent(problem.title() + ": "
                        + (problem.errors().isEmpty()
                                ? problem.detail()
                                : problem.errors().stream()
                                        .map(Violation::toString)
                                        .collect(Collectors.joining("; "))))
                .addTextContent(json)
                .structuredContent(Json.MAPPER.readTree(json))
                .isError(true)
                .build();
    }

    /** The protocol wants progress to grow with each notification. */
    private static Consumer<Progress> progress(McpSyncServerExchange exchange, Object token) {
        if (token == null) {
            return done -> {};
        }
        return new Consumer<>() {
            private long told = -1;

            @Override
            public void accept(Progress done) {
                if (done.current() <= told) {
                    return;
                }
                told = done.current();
                exchange.progressNotification(ProgressNotification.builder(token, done.current())
                        .total(done.total() > 0 ? (double) done.total() : null)
                        .message(done.message())
                        .build());
            }
        };
    }
}
