package dev.quarry.platform.trace;

/** What holds for the current thread until it is closed, by the same thread, the innermost first. */
public interface Scope extends AutoCloseable {

    @Override
    void close();
}
