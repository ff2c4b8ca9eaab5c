package dev.quarry.platform.trace;

/** A step of a trace, and the current one of its thread until it is closed. */
public interface Span extends Scope {

    /** Its place in the trace; null when it is no part of one. */
    TraceContext context();

    /** Marks it as failed, with the reason. */
    void failed(Throwable reason);
}
