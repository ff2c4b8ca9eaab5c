package dev.quarry.strategy.language.syntax;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** An expression as it was written, and what it says step by step. */
public record Expression(String field, String source, List<Step> steps) {

    /** The names in it that are none of functions. */
    public Set<String> names() {
        return steps.stream()
                .filter(step -> step.kind() == Step.Kind.NAME)
                .map(Step::text)
                .collect(Collectors.toSet());
    }

    /** The same with as few brackets as will do and one blank where blanks belong. Reads as the same steps. */
    public String text() {
        Deque<Printed> stack = new ArrayDeque<>();
        for (Step step : steps) {
            List<Printed> operands = new ArrayList<>();
            for (int k = 0; k < step.operands(); k++) {
                operands.add(stack.pop());
            }
            Collections.reverse(operands);
            stack.push(print(step, operands));
        }
        return stack.pop().text();
    }

    /** A part of the text and how tightly it holds together. */
    private record Printed(String text, int power) {

        String within(int least) {
            return power < least ? "(" + text + ")" : text;
        }
    }

    private static Printed print(Step step, List<Printed> operands) {
        return switch (step.kind()) {
            case NUMBER, NAME -> new Printed(step.text(), Parser.TIGHTEST);
            case TEXT -> new Printed(quoted(step.text()), Parser.TIGHTEST);
            case CALL ->
                new Printed(
                        step.text() + operands.stream().map(Printed::text).collect(Collectors.joining(", ", "(", ")")),
                        Parser.TIGHTEST);
            case AGO ->
                new Printed(
                        operands.get(0).within(Parser.TIGHTEST) + "["
                                + operands.get(1).text() + "]",
                        Parser.TIGHTEST);
            case PREFIX -> {
                int power = Parser.prefixPower(step.text());
                String blank = step.text().equals("not") ? " " : "";
                yield new Printed(step.text() + blank + operands.get(0).within(power), power);
            }
            case INFIX -> {
                int power = Parser.infixPower(step.text());
                // Comparisons do not chain: a comparison within one stands in brackets on either side.
                int left = power == Parser.COMPARISON ? power + 1 : power;
                yield new Printed(
                        operands.get(0).within(left) + " " + step.text() + " "
                                + operands.get(1).within(power + 1),
                        power);
            }
        };
    }

    private static String quoted(String text) {
        return text.indexOf('"') < 0 ? "\"" + text + "\"" : "'" + text + "'";
    }
}
