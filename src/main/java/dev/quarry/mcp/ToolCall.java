package dev.quarry.mcp;

import dev.quarry.job.Progress;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;

/**
 * A tool as it is called.
 *
 * @param arguments an object
 * @param progress is told how far the work is; ignores it where the agent did not ask
 */
public record ToolCall(JsonNode arguments, Consumer<Progress> progress) {}
