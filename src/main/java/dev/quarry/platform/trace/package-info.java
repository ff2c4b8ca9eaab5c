/**
 * The trace that work belongs to: W3C trace contexts, which of them the current thread works for, and spans where the
 * server brings a tracer. Failures here must never prevent work.
 */
package dev.quarry.platform.trace;
