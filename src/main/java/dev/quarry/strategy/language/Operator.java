package dev.quarry.strategy.language;

import java.util.Arrays;
import java.util.Optional;

/** What joins values of one bar. Conditions are 1 and 0 here. A comparison with NaN is false, {@code !=} too. */
public enum Operator {
    NEGATE("-", true, Type.NUMBER, Type.NUMBER),
    PLUS("+", true, Type.NUMBER, Type.NUMBER),
    NOT("not", true, Type.CONDITION, Type.CONDITION),
    ADD("+", false, Type.NUMBER, Type.NUMBER),
    SUBTRACT("-", false, Type.NUMBER, Type.NUMBER),
    MULTIPLY("*", false, Type.NUMBER, Type.NUMBER),
    DIVIDE("/", false, Type.NUMBER, Type.NUMBER),
    LESS("<", false, Type.NUMBER, Type.CONDITION),
    AT_MOST("<=", false, Type.NUMBER, Type.CONDITION),
    GREATER(">", false, Type.NUMBER, Type.CONDITION),
    AT_LEAST(">=", false, Type.NUMBER, Type.CONDITION),
    EQUAL("==", false, Type.NUMBER, Type.CONDITION),
    UNEQUAL("!=", false, Type.NUMBER, Type.CONDITION),
    AND("and", false, Type.CONDITION, Type.CONDITION),
    OR("or", false, Type.CONDITION, Type.CONDITION);

    private final String text;
    private final boolean prefix;
    private final Type operands;
    private final Type result;

    Operator(String text, boolean prefix, Type operands, Type result) {
        this.text = text;
        this.prefix = prefix;
        this.operands = operands;
        this.result = result;
    }

    /** As it is written. */
    public String text() {
        return text;
    }

    Type operands() {
        return operands;
    }

    Type result() {
        return result;
    }

    static Operator prefix(String text) {
        return find(text, true);
    }

    static Operator infix(String text) {
        return find(text, false);
    }

    private static Operator find(String text, boolean prefix) {
        Optional<Operator> found = Arrays.stream(values())
                .filter(operator -> operator.prefix == prefix && operator.text.equals(text))
                .findFirst();
        return found.orElseThrow();
    }

    /** Its value; {@code b} does not count where it takes one operand. */
    public double value(double a, double b) {
        return switch (this) {
            case NEGATE -> -a;
            case PLUS -> a;
            case NOT -> a == 0 ? 1 : 0;
            case ADD -> a + b;
            case SUBTRACT -> a - b;
            case MULTIPLY -> a * b;
            case DIVIDE -> a / b;
            case LESS -> truth(a < b);
            case AT_MOST -> truth(a <= b);
            case GREATER -> truth(a > b);
            case AT_LEAST -> truth(a >= b);
            case EQUAL -> truth(a == b);
            case UNEQUAL -> truth(a < b || a > b);
            case AND -> truth(a != 0 && b != 0);
            case OR -> truth(a != 0 || b != 0);
        };
    }

    private static double truth(boolean holds) {
        return holds ? 1 : 0;
    }
}
