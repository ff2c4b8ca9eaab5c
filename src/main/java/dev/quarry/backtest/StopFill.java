package dev.quarry.backtest;

/** The price at which a stop fills. */
public enum StopFill implements ReferenceText {
    /** The stop price itself, even when the bar opened beyond it (the reference). */
    STOP_PRICE("stop_price"),
    /** The open of a bar that opens beyond the stop as it stood before that bar, else the stop price. */
    GAP_AWARE("gap_aware");

    private final String text;

    StopFill(String text) {
        this.text = text;
    }

    @Override
    public String text() {
        return text;
    }
}
