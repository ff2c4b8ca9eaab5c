package dev.quarry.engine;

import dev.quarry.platform.text.ReferenceText;

/** Why a position was closed. Trailing stops are stop losses too, as in the reference. */
public enum ExitReason implements ReferenceText {
    /** The stop was touched. */
    STOP_LOSS("stop_loss"),
    /** The price was as far in favour as {@code take_profit_pct} says. */
    TAKE_PROFIT("take_profit"),
    /** The strategy's target line was reached. */
    TARGET("target"),
    /** The position was as old as allowed. */
    TIME_STOP("time_stop"),
    /** The close reached the exit level. */
    SIGNAL_EXIT("signal_exit"),
    /** The liquidation price was touched. */
    LIQUIDATION("liquidation"),
    /** The series ended. */
    CLOSE_AT_END("close_at_end");

    private final String text;

    ExitReason(String text) {
        this.text = text;
    }

    @Override
    public String text() {
        return text;
    }
}
