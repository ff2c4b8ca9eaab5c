package dev.quarry.strategy.language.syntax;

/**
 * One step of an expression in the order of its work: operands first, then what is done with them. An expression is a list of
 * steps, so that a long one is as easily walked as a short one.
 *
 * @param text the number, text, name, operator or function as it counts
 * @param operands how many of the values before it it takes
 * @param from where it begins in the source, its operands included, in characters of Java
 * @param to the character after its last
 */
public record Step(Kind kind, String text, int operands, int from, int to) {

    /** What a step does. */
    public enum Kind {
        NUMBER,
        TEXT,
        NAME,
        /** A function with brackets. */
        CALL,
        /** A sign or {@code not}. */
        PREFIX,
        INFIX,
        /** So many bars ago. */
        AGO
    }
}
