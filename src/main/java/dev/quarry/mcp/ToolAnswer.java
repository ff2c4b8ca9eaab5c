package dev.quarry.mcp;

import tools.jackson.databind.JsonNode;

/**
 * What a tool answers.
 *
 * @param sentence the same in short, for people and models that read no JSON
 * @param content an object
 */
public record ToolAnswer(String sentence, JsonNode content) {}
