package dev.quarry.strategy.language.evaluation;

/** When a position is left. */
@FunctionalInterface
public interface ExitRule {

    /** Whether it holds at the close of a bar for a position that is open then. */
    boolean holds(int bar, OpenPosition position);
}
