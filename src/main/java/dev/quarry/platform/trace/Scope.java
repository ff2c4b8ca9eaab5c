package dev.quarry.platform.trace;

/** Something that applies to the current thread until that thread closes it, the innermost first. */
public interface Scope extends AutoCloseable {

    @Override
    void close();
}
