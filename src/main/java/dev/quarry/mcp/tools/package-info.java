/** What agents can do, a class for each tool. */
package dev.quarry.mcp.tools;
