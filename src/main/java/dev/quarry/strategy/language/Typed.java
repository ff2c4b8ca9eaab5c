package dev.quarry.strategy.language;

import dev.quarry.strategy.language.syntax.Step;

/**
 * A part of an expression with what it turned out to be.
 *
 * @param step the last step of it
 * @param type what it is
 * @param node null for texts, and where the type is unknown
 */
record Typed(Step step, Type type, Node node) {

    boolean isUnknown() {
        return type == Type.UNKNOWN;
    }

    boolean isPositional() {
        return node != null && node.isPositional();
    }
}
