/**
 * The door for agents: a server of the Model Context Protocol at {@code /mcp}. Its tools do what the routes of the REST API do, by the
 * same beans; it stands above all features, and nothing knows it.
 */
package dev.quarry.mcp;
