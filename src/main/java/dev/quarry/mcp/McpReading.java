package dev.quarry.mcp;

import dev.quarry.platform.http.ThrownProblem;
import dev.quarry.platform.problem.Problem;
import io.modelcontextprotocol.server.McpServerFeatures.SyncResourceSpecification;
import io.modelcontextprotocol.server.McpServerFeatures.SyncResourceTemplateSpecification;
import io.modelcontextprotocol.spec.McpError;
import io.modelcontextprotocol.spec.McpSchema.ErrorCodes;
import io.modelcontextprotocol.spec.McpSchema.ReadResourceRequest;
import io.modelcontextprotocol.spec.McpSchema.ReadResourceResult;
import io.modelcontextprotocol.spec.McpSchema.Resource;
import io.modelcontextprotocol.spec.McpSchema.ResourceTemplate;
import io.modelcontextprotocol.spec.McpSchema.TextResourceContents;
import java.util.List;
import java.util.Map;

/** Resources as the protocol has them. */
final class McpReading {

    private McpReading() {}

    static SyncResourceSpecification of(AgentResources.Document document) {
        return new SyncResourceSpecification(
                Resource.builder(document.uri(), document.name())
                        .description(document.description())
                        .mimeType(document.mediaType())
                        .build(),
                (exchange, request) -> read(document, request));
    }

    static SyncResourceTemplateSpecification ofTemplate(AgentResources.Document document) {
        return new SyncResourceTemplateSpecification(
                ResourceTemplate.builder(document.uri(), document.name())
                        .description(document.description())
                        .mimeType(document.mediaType())
                        .build(),
                (exchange, request) -> read(document, request));
    }

    private static ReadResourceResult read(AgentResources.Document document, ReadResourceRequest request) {
        try {
            String text = document.text().apply(request.uri());
            return ReadResourceResult.builder(List.of(TextResourceContents.builder(request.uri(), text)
                            .mimeType(document.mediaType())
                            .build()))
                    .build();
        } catch (RuntimeException e) {
            Problem problem = ThrownProblem.of(e);
            throw McpError.builder(problem.status() < 500 ? ErrorCodes.RESOURCE_NOT_FOUND : ErrorCodes.INTERNAL_ERROR)
                    .message(problem.detail())
                    .data(Map.of("uri", request.uri()))
                    .build();
        }
    }
}
