package dev.quarry.backtest;

import java.util.Optional;

/** Says on which bars a back-test enters. */
@FunctionalInterface
public interface EntrySource {

    /**
     * The side to enter at the close of that bar, if any. Asked once a bar, in order, and only where an entry is allowed:
     * while no position is open, there is equity left and the day's loss limit is not reached. Sizing may still refuse.
     */
    Optional<Side> at(int bar);
}
