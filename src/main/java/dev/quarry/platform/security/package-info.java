/**
 * What a route requires of its caller. Who calls, and whether that suffices, is decided in {@code dev.quarry.security}.
 */
package dev.quarry.platform.security;
