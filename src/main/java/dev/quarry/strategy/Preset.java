package dev.quarry.strategy;

import java.util.Map;

/**
 * A named set of strategy parameters.
 *
 * @param key by which it is asked for
 * @param name for people
 * @param description what it is good for
 * @param category kind of preset, such as {@code conservative}
 * @param parameters raw parameters by name; a null is a value, an absent one takes its default
 */
public record Preset(String key, String name, String description, String category, Map<String, Object> parameters) {}
