package dev.quarry.strategy;

/** When a position is left. */
@FunctionalInterface
public interface ExitTest {

    /** Whether it is left at the close of a bar, by index, as it stands then. */
    boolean holds(int bar, OpenPosition position);
}
