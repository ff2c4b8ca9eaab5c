package dev.quarry.strategy.rsibands;

import dev.quarry.platform.text.ReferenceText;

/** How the RSI must stand to its moving average. NaN on either side is never in relation. */
public enum Relation implements ReferenceText {
    LESS("<"),
    AT_MOST("<="),
    GREATER(">"),
    AT_LEAST(">=");

    private final String text;

    Relation(String text) {
        this.text = text;
    }

    @Override
    public String text() {
        return text;
    }

    /** The relation that longs use where shorts use this one: {@code >} for {@code <}, and so on. */
    public Relation mirrored() {
        return switch (this) {
            case LESS -> GREATER;
            case AT_MOST -> AT_LEAST;
            case GREATER -> LESS;
            case AT_LEAST -> AT_MOST;
        };
    }

    /** Whether {@code left} stands in this relation to {@code right}. */
    public boolean holds(double left, double right) {
        return switch (this) {
            case LESS -> left < right;
            case AT_MOST -> left <= right;
            case GREATER -> left > right;
            case AT_LEAST -> left >= right;
        };
    }
}
