package dev.quarry.mcp;

import dev.quarry.platform.json.Json;
import dev.quarry.security.Caller;
import io.modelcontextprotocol.common.McpTransportContext;
import io.modelcontextprotocol.json.McpJsonMapper;
import io.modelcontextprotocol.json.jackson3.JacksonMcpJsonMapper;
import io.modelcontextprotocol.json.schema.JsonSchemaValidator;
import io.modelcontextprotocol.server.McpServer;
import io.modelcontextprotocol.server.transport.HttpServletStreamableServerTransportProvider;
import io.modelcontextprotocol.spec.McpSchema.ServerCapabilities;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/**
 * The protocol, by its official SDK. Tools work on the thread of the request, with all that a server gives such a thread. The SDK forgets a
 * session after one to two of its sweeps without a message.
 */
final class McpProtocol {

    /** The caller among what the SDK knows of a request. */
    static final String CALLER = "quarry.caller";

    /** The largest message that is read; larger bodies were refused before. */
    private static final int MAX_BYTES = 8 * 1024 * 1024;

    private static final String INSTRUCTIONS = """
            Quarry back-tests trading strategies on stored prices and says how far a result may be trusted. Begin with the tools series and \
            functions; look at a strategy with check_strategy before you run it; search a grid with search and read what the verdict says. \
            Every combination that you try is counted, for good, against the winner of its prices and range: the more you try, the less the \
            best proves. Tell people a winner's figures only together with its verdict.""";

    private final HttpServletStreamableServerTransportProvider transport;

    McpProtocol(List<AgentTool> tools, AgentResources resources, Duration idle) {
        McpJsonMapper json = new JacksonMcpJsonMapper(
                JsonMapper.builder(Json.MAPPER.tokenStreamFactory()).build());
        transport = HttpServletStreamableServerTransportProvider.builder()
                .jsonMapper(json)
                .mcpEndpoint(McpServlet.PATH)
                .maxRequestSize(MAX_BYTES)
                .sessionSweepInterval(idle)
                .contextExtractor(request -> McpTransportContext.create(Map.of(CALLER, request.getAttribute(CALLER))))
                .build();
        Contract contract = Contract.read();
        ToolCalls calls = new ToolCalls(contract);
        McpServer.sync(transport)
                .jsonMapper(json)
                .jsonSchemaValidator(new CheckedElsewhere())
                .validateToolInputs(false)
                .immediateExecution(true)
                .serverInfo("quarry", "0.1.0")
                .instructions(INSTRUCTIONS)
                .capabilities(ServerCapabilities.builder()
                        .tools(false)
                        .resources(false, false)
                        .build())
                .tools(tools.stream().map(calls::of).toList())
                .resources(resources.documents().stream().map(McpReading::of).toList())
                .resourceTemplates(resources.templates().stream()
                        .map(McpReading::ofTemplate)
                        .toList())
                .build();
    }

    /** @param body null for a request without one */
    void service(HttpServletRequest request, HttpServletResponse response, byte[] body, Caller caller)
            throws ServletException, IOException {
        request.setAttribute(CALLER, caller);
        transport.service(body == null ? request : new ReadBody(request, body), response);
    }

    void close() {
        transport.destroy();
    }

    /** Tools check their arguments themselves, and say all that is wrong with them; answers are made of records. */
    private static final class CheckedElsewhere implements JsonSchemaValidator {
        @Override
        public ValidationResponse validate(Map<String, Object> schema, Object content) {
            return ValidationResponse.asValid(null);
        }
    }
}
