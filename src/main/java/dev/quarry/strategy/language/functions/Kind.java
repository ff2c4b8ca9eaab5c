package dev.quarry.strategy.language.functions;

/** What an argument has to be, and what comes out of a function. */
public enum Kind {
    /** A number at each bar; NaN where it is undefined. */
    NUMBER("a number"),
    /** True or false at each bar. */
    CONDITION("a condition"),
    /** A count of bars, the same at each bar: a number in the text or an integer parameter. */
    WINDOW("a whole number of bars"),
    /** A number that is the same at each bar, made of numbers and parameters. */
    CONSTANT("a number without prices in it"),
    /** The code of a timeframe as a text, such as "4h". */
    TIMEFRAME("a timeframe in quotes"),
    /** Either a number or a condition at each bar. */
    EITHER("a number or a condition");

    private final String text;

    Kind(String text) {
        this.text = text;
    }

    /** The kind in words that follow "must be" or "is". */
    public String text() {
        return text;
    }
}
