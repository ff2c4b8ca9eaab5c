package dev.quarry.strategy.language.syntax;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reads an expression by the power of its operators (Pratt 1973), loosest first: {@code or}, {@code and}, {@code not},
 * comparison, {@code + -}, {@code * /}, sign, {@code [k]}. It goes as deep as brackets, calls and signs do, at most
 * {@link Limits#DEPTH}; a row of operators of any length is read in a loop.
 */
public final class Parser {

    static final int LOOSEST = 1;
    static final int COMPARISON = 4;
    static final int TIGHTEST = 8;

    private static final int NOT = 3;
    private static final int SIGN = 7;
    private static final Map<String, Integer> INFIX = Map.ofEntries(
            Map.entry("or", LOOSEST),
            Map.entry("and", 2),
            Map.entry("<", COMPARISON),
            Map.entry("<=", COMPARISON),
            Map.entry(">", COMPARISON),
            Map.entry(">=", COMPARISON),
            Map.entry("==", COMPARISON),
            Map.entry("!=", COMPARISON),
            Map.entry("+", 5),
            Map.entry("-", 5),
            Map.entry("*", 6),
            Map.entry("/", 6));
    private static final Set<String> OPERATOR_WORDS = Set.of("and", "or", "not");

    private final String field;
    private final String source;
    private final List<Token> tokens;
    private final List<Step> steps = new ArrayList<>();
    private int next;

    private Parser(String field, String source, List<Token> tokens) {
        this.field = field;
        this.source = source;
        this.tokens = tokens;
    }

    /** The expression; empty where it has faults that leave no meaning, which then are among the faults. */
    public static Optional<Expression> parse(String field, String source, Faults faults) {
        int length = source.codePointCount(0, source.length());
        if (length > Limits.EXPRESSION_CHARACTERS) {
            faults.add(
                    field,
                    source,
                    "an expression has at most " + Limits.EXPRESSION_CHARACTERS + " characters, this one has " + length
                            + "; name parts of it in `series`");
            return Optional.empty();
        }
        List<Token> tokens = new Lexer(field, source, faults).tokens();
        if (tokens == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(new Parser(field, source, tokens).whole());
        } catch (Unreadable e) {
            faults.add(e.fault);
            return Optional.empty();
        }
    }

    /** Ends the reading of one expression: what follows a fault of its form can't be told from consequences of it. */
    private static final class Unreadable extends RuntimeException {
        private final transient Fault fault;

        Unreadable(Fault fault) {
            super(null, null, false, false);
            this.fault = fault;
        }
    }

    static int infixPower(String operator) {
        return INFIX.get(operator);
    }

    static int prefixPower(String operator) {
        return operator.equals("not") ? NOT : SIGN;
    }

    private Expression whole() {
        if (peek().kind() == Token.Kind.END) {
            throw fault(peek(), "an expression is missing here");
        }
        read(LOOSEST, 1);
        Token rest = peek();
        if (rest.is(")") || rest.is("]")) {
            throw fault(rest, "`" + rest.text() + "` closes nothing that was opened");
        }
        if (rest.kind() != Token.Kind.END) {
            throw fault(rest, "an operator is missing before " + quoted(rest));
        }
        return new Expression(field, source, List.copyOf(steps));
    }

    /** Reads as long as operators hold at least that tightly. */
    private void read(int power, int depth) {
        if (depth > Limits.DEPTH) {
            throw fault(
                    peek(),
                    "brackets, calls and signs stand at most " + Limits.DEPTH
                            + " deep in one another; name parts of the expression in `series`");
        }
        int from = first(power, depth);
        boolean compared = false;
        while (true) {
            Token operator = peek();
            if (operator.is("[")) {
                ago(from, depth);
                continue;
            }
            Integer holds = operator.kind() == Token.Kind.NUMBER || operator.kind() == Token.Kind.TEXT
                    ? null
                    : INFIX.get(operator.text());
            if (holds == null || holds < power) {
                return;
            }
            if (holds == COMPARISON && compared) {
                throw fault(operator, "comparisons do not chain: write `a < b and b < c`");
            }
            compared = holds == COMPARISON;
            take();
            read(holds + 1, depth);
            steps.add(new Step(Step.Kind.INFIX, operator.text(), 2, from, end()));
        }
    }

    /** A value with what stands before it; answers where it begins. */
    private int first(int power, int depth) {
        Token token = take();
        if (token.is("not") || token.is("-") || token.is("+")) {
            int holds = prefixPower(token.text());
            if (power > holds) {
                throw fault(token, "`not` holds looser than what stands before it: put `not …` in brackets");
            }
            read(holds, depth + 1);
            steps.add(new Step(Step.Kind.PREFIX, token.text(), 1, token.from(), end()));
        } else if (token.is("(")) {
            if (peek().is(")")) {
                throw fault(peek(), "an expression is missing between the brackets");
            }
            read(LOOSEST, depth + 1);
            close(token, ")");
        } else if (token.kind() == Token.Kind.NAME && !OPERATOR_WORDS.contains(token.text())) {
            if (peek().is("(")) {
                call(token, depth);
            } else {
                leaf(Step.Kind.NAME, token);
            }
        } else if (token.kind() == Token.Kind.NUMBER) {
            leaf(Step.Kind.NUMBER, token);
        } else if (token.kind() == Token.Kind.TEXT) {
            leaf(Step.Kind.TEXT, token);
        } else if (token.kind() == Token.Kind.END) {
            throw fault(token, "the expression ends where a value is missing");
        } else {
            throw fault(token, "a value is missing before " + quoted(token));
        }
        return token.from();
    }

    private void leaf(Step.Kind kind, Token token) {
        steps.add(new Step(kind, token.text(), 0, token.from(), token.to()));
    }

    private void call(Token name, int depth) {
        Token open = take();
        int count = 0;
        if (!peek().is(")")) {
            do {
                read(LOOSEST, depth + 1);
                count++;
            } while (takeIf(","));
        }
        close(open, ")");
        steps.add(new Step(Step.Kind.CALL, name.text(), count, name.from(), end()));
    }

    private void ago(int from, int depth) {
        Token open = take();
        if (peek().is("]")) {
            throw fault(peek(), "a number of bars is missing between the brackets");
        }
        read(LOOSEST, depth + 1);
        close(open, "]");
        steps.add(new Step(Step.Kind.AGO, "[]", 2, from, end()));
    }

    private void close(Token open, String bracket) {
        if (!takeIf(bracket)) {
            Token found = peek();
            throw found.kind() == Token.Kind.END
                    ? fault(open, "`" + open.text() + "` is never closed: `" + bracket + "` is missing")
                    : fault(found, "`" + bracket + "` or an operator is missing before " + quoted(found));
        }
    }

    private Token peek() {
        return tokens.get(next);
    }

    private Token take() {
        Token token = tokens.get(next);
        if (token.kind() != Token.Kind.END) {
            next++;
        }
        return token;
    }

    private boolean takeIf(String symbol) {
        boolean found = peek().is(symbol);
        next += found ? 1 : 0;
        return found;
    }

    /** Where what was read last ends. */
    private int end() {
        return tokens.get(next - 1).to();
    }

    private String quoted(Token token) {
        return "`" + Fault.cut(source.substring(token.from(), token.to())) + "`";
    }

    private Unreadable fault(Token token, String message) {
        return new Unreadable(Fault.at(field, source, token.from(), token.to(), message, null));
    }
}
