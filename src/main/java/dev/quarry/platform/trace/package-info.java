/**
 * The trace that work belongs to: W3C trace contexts, which of them the current thread works for, and spans where the server
 * brings a tracer. Must never keep work from being done.
 */
package dev.quarry.platform.trace;
