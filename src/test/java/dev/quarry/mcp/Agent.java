package dev.quarry.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quarry.platform.json.Json;
import io.modelcontextprotocol.client.McpClient;
import io.modelcontextprotocol.client.McpSyncClient;
import io.modelcontextprotocol.client.transport.HttpClientStreamableHttpTransport;
import io.modelcontextprotocol.json.jackson3.JacksonMcpJsonMapper;
import io.modelcontextprotocol.json.schema.JsonSchemaValidator.ValidationResponse;
import io.modelcontextprotocol.spec.McpSchema.CallToolRequest;
import io.modelcontextprotocol.spec.McpSchema.CallToolResult;
import io.modelcontextprotocol.spec.McpSchema.ProgressNotification;
import io.modelcontextprotocol.spec.McpSchema.ReadResourceRequest;
import io.modelcontextprotocol.spec.McpSchema.TextContent;
import io.modelcontextprotocol.spec.McpSchema.TextResourceContents;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** An agent that speaks by the client of the official SDK. */
final class Agent implements AutoCloseable {

    private final McpSyncClient client;
    private final List<ProgressNotification> progress = new CopyOnWriteArrayList<>();

    /** @param key shown with every message; null for none */
    Agent(URI server, String key) {
        HttpClientStreamableHttpTransport transport = HttpClientStreamableHttpTransport.builder(
                        server.resolve("/").toString())
                .endpoint("/mcp")
                .jsonMapper(new JacksonMcpJsonMapper(JsonMapper.shared()))
                .httpRequestCustomizer((request, method, uri, body, context) -> {
                    if (key != null) {
                        request.setHeader("Authorization", "Bearer " + key);
                    }
                })
                .build();
        client = McpClient.sync(transport)
                .requestTimeout(Duration.ofSeconds(90))
                .initializationTimeout(Duration.ofSeconds(30))
                .jsonSchemaValidator((schema, content) -> ValidationResponse.asValid(null))
                .progressConsumer(progress::add)
                .build();
    }

    McpSyncClient client() {
        return client;
    }

    List<ProgressNotification> progress() {
        return progress;
    }

    /** Calls a tool, which must do what it is asked. */
    JsonNode call(String tool, String arguments) {
        Told told = ask(tool, arguments, null);
        assertThat(told.isError()).as(told.sentence()).isFalse();
        return told.content();
    }

    /** Calls a tool, which must refuse. */
    JsonNode refused(String tool, String arguments) {
        Told told = ask(tool, arguments, null);
        assertThat(told.isError()).as(told.sentence()).isTrue();
        return told.content();
    }

    /** @param token with which progress is asked for; null for none */
    Told ask(String tool, String arguments, String token) {
        Map<String, Object> members = Json.MAPPER.readValue(arguments, new TypeReference<Map<String, Object>>() {});
        CallToolRequest.Builder request = CallToolRequest.builder(tool).arguments(members);
        if (token != null) {
            request.meta(Map.of("progressToken", token));
        }
        CallToolResult result = client.callTool(request.build());
        assertThat(result.content()).hasSize(2);
        JsonNode structured = Json.MAPPER.valueToTree(result.structuredContent());
        // Clients that know no structured content read the same in the second text.
        assertThat(((TextContent) result.content().get(1)).text().length()).isGreaterThan(1);
        return new Told(
                ((TextContent) result.content().get(0)).text(), structured, Boolean.TRUE.equals(result.isError()));
    }

    String read(String uri) {
        return ((TextResourceContents)
                        client.readResource(ReadResourceRequest.builder(uri).build())
                                .contents()
                                .get(0))
                .text();
    }

    @Override
    public void close() {
        client.close();
    }

    /** What a tool answered. */
    record Told(String sentence, JsonNode content, boolean isError) {}
}
