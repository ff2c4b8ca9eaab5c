/** What a route asks of whoever calls it. Who that is, and whether it holds, is told in {@code dev.quarry.security}. */
package dev.quarry.platform.security;
