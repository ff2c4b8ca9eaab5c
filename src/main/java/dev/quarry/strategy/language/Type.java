package dev.quarry.strategy.language;

/** What an expression is at each bar. */
public enum Type {
    NUMBER("a number"),
    CONDITION("a condition"),
    /** Only to be compared with a choice, or to name a timeframe. */
    TEXT("a text"),
    /** Of something faulty: fits everywhere, so that one fault is reported once. */
    UNKNOWN("unknown");

    private final String text;

    Type(String text) {
        this.text = text;
    }

    /** In words that follow "is". */
    public String text() {
        return text;
    }
}
