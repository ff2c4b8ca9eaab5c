package dev.quarry.strategy.language.functions;

/**
 * One argument of a function.
 *
 * @param name how signatures call it
 * @param kind what it has to be
 * @param fallback the number of bars that is taken when the argument is left out; null where it may not be
 */
public record Argument(String name, Kind kind, Integer fallback) {

    static final Argument X = number("x");
    static final Argument N = window("n");

    static Argument number(String name) {
        return new Argument(name, Kind.NUMBER, null);
    }

    static Argument condition(String name) {
        return new Argument(name, Kind.CONDITION, null);
    }

    static Argument window(String name) {
        return new Argument(name, Kind.WINDOW, null);
    }

    static Argument constant(String name) {
        return new Argument(name, Kind.CONSTANT, null);
    }

    /** Whether it may be left out. */
    public boolean isOptional() {
        return fallback != null;
    }
}
