package dev.quarry.strategy.language.syntax;

/**
 * A word of an expression.
 *
 * @param text as it counts: without quotes, and without what only looks like it
 * @param from where it begins in the source, in characters of Java
 * @param to the character after its last
 */
record Token(Kind kind, String text, int from, int to) {

    enum Kind {
        NUMBER,
        TEXT,
        NAME,
        SYMBOL,
        END
    }

    boolean is(String symbolOrWord) {
        return (kind == Kind.SYMBOL || kind == Kind.NAME) && text.equals(symbolOrWord);
    }
}
