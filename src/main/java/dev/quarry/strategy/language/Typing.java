package dev.quarry.strategy.language;

import dev.quarry.strategy.language.functions.Function;
import dev.quarry.strategy.language.functions.Functions;
import dev.quarry.strategy.language.syntax.Expression;
import dev.quarry.strategy.language.syntax.Fault;
import dev.quarry.strategy.language.syntax.Limits;
import dev.quarry.strategy.language.syntax.Step;
import dev.quarry.strategy.language.syntax.Suggestions;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Makes nodes of the steps of an expression, and reports every step whose operands do not fit. */
final class Typing {

    private static final Set<String> EQUALITY = Set.of("==", "!=");

    private final Scope scope;
    private final Expression expression;
    private final boolean exit;
    private final Calls calls;

    private Typing(Scope scope, Expression expression, boolean exit) {
        this.scope = scope;
        this.expression = expression;
        this.exit = exit;
        this.calls = new Calls(scope, this);
    }

    /**
     * The node of an expression that has to be of that type; null where it is faulty.
     *
     * @param required UNKNOWN where a number and a condition will do
     * @param exit whether it may ask about the open position
     */
    static Node node(Scope scope, Expression expression, Type required, boolean exit) {
        return new Typing(scope, expression, exit).result(required);
    }

    private Node result(Type required) {
        int before = scope.faults.size();
        Deque<Typed> stack = new ArrayDeque<>();
        for (Step step : expression.steps()) {
            List<Typed> operands = new LinkedList<>();
            for (int k = 0; k < step.operands(); k++) {
                operands.add(0, stack.pop());
            }
            stack.push(typed(step, operands));
            if (scope.faults.isFull() || scope.graph.size() > Limits.NODES) {
                return null;
            }
        }
        Typed whole = stack.pop();
        if (whole.type() == Type.TEXT) {
            fault(whole.step(), "a text can only be compared with a choice, or name the timeframe in on(…)");
        } else if (required != Type.UNKNOWN && !whole.isUnknown() && whole.type() != required) {
            fault(
                    whole.step(),
                    "this must be " + required.text() + " and is "
                            + whole.type().text());
        }
        return scope.faults.size() == before ? whole.node() : null;
    }

    private Typed typed(Step step, List<Typed> operands) {
        return switch (step.kind()) {
            case NUMBER -> made(step, Type.NUMBER, new Operation.Number(Double.parseDouble(step.text())), List.of());
            case TEXT -> new Typed(step, Type.TEXT, null);
            case NAME -> named(step);
            case CALL -> calls.call(step, operands);
            case AGO -> calls.ago(step, operands.get(0), operands.get(1));
            case PREFIX -> joined(step, Operator.prefix(step.text()), operands);
            case INFIX ->
                EQUALITY.contains(step.text()) && operands.stream().anyMatch(operand -> operand.type() == Type.TEXT)
                        ? chosen(step, operands)
                        : joined(step, Operator.infix(step.text()), operands);
        };
    }

    private Typed named(Step step) {
        String name = step.text();
        if (name.equals("true") || name.equals("false")) {
            return made(step, Type.CONDITION, new Operation.Truth(name.equals("true")), List.of());
        }
        if (scope.isParameter(name)) {
            return parameter(step, scope.parameter(name));
        }
        if (scope.isSeries(name)) {
            Node node = scope.series(name);
            return node == null ? unknown(step) : new Typed(step, node.type(), node);
        }
        Optional<Price> price = Words.price(name);
        if (price.isPresent()) {
            return made(step, Type.NUMBER, new Operation.OfBar(price.get()), List.of());
        }
        Optional<OpenTime> time = Words.time(name);
        if (time.isPresent()) {
            return made(step, Type.NUMBER, new Operation.OfTime(time.get()), List.of());
        }
        Optional<PositionValue> position = Words.positionValue(name);
        if (position.isPresent()) {
            return exit
                    ? made(step, Type.NUMBER, new Operation.OfPosition(position.get()), List.of())
                    : faulty(step, "`" + name + "` is known while a position is open: it may stand in `exit` only");
        }
        return function(step);
    }

    private Typed parameter(Step step, DeclaredParameter parameter) {
        if (parameter == null) {
            return unknown(step);
        }
        return switch (parameter.type()) {
            case CHOICE -> new Typed(step, Type.TEXT, null);
            case BOOLEAN -> made(step, Type.CONDITION, new Operation.OfParameter(parameter.name()), List.of());
            case INTEGER, NUMBER -> made(step, Type.NUMBER, new Operation.OfParameter(parameter.name()), List.of());
        };
    }

    private Typed function(Step step) {
        Optional<Function> function = Functions.named(step.text());
        if (function.isEmpty()) {
            String nearest = Suggestions.nearest(step.text(), scope.words());
            return faulty(step, "unknown name `" + Fault.cut(step.text()) + "`", nearest);
        }
        if (!function.get().arguments().isEmpty()) {
            return faulty(
                    step,
                    "`" + step.text() + "` is a function and needs its arguments: "
                            + function.get().signature());
        }
        return made(step, Type.NUMBER, new Operation.Call(function.get(), List.of()), List.of());
    }

    private Typed joined(Step step, Operator operator, List<Typed> operands) {
        boolean fits = true;
        for (Typed operand : operands) {
            fits &= isA(operand, operator.operands(), "`" + step.text() + "`");
        }
        return fits
                ? made(step, operator.result(), new Operation.Joined(operator), nodes(operands))
                : new Typed(step, Type.UNKNOWN, null);
    }

    /** Whether it is of that type; where it is not, that is reported as a fault of what needs it. */
    boolean isA(Typed operand, Type required, String who) {
        if (operand.isUnknown()) {
            return false;
        }
        if (operand.type() == required) {
            return true;
        }
        String help = operand.type() == Type.TEXT
                ? ": a text can only be compared with a choice by == or !="
                : required == Type.NUMBER
                        ? ": conditions are joined by and, or, not; if(c, 1, 0) makes a number of one"
                        : ": a comparison such as `a > 0` makes a condition of it";
        fault(
                operand.step(),
                who + " needs " + required.text() + " and this is "
                        + operand.type().text() + help);
        return false;
    }

    private Typed chosen(Step step, List<Typed> operands) {
        Typed first = operands.get(0);
        Typed second = operands.get(1);
        boolean textFirst = first.step().kind() == Step.Kind.TEXT;
        Typed text = textFirst ? first : second;
        Typed choice = textFirst ? second : first;
        DeclaredParameter parameter = choice.step().kind() == Step.Kind.NAME
                ? scope.parameter(choice.step().text())
                : null;
        if (choice.isUnknown() || text.isUnknown()) {
            return unknown(step);
        }
        if (text.step().kind() != Step.Kind.TEXT || parameter == null || parameter.type() != ParameterType.CHOICE) {
            return faulty(step, "a text can only be compared with a choice: `choice == \"text\"`");
        }
        String required = text.step().text();
        if (!parameter.choices().contains(required)) {
            String nearest = Suggestions.nearest(required, parameter.choices());
            return faulty(
                    text.step(),
                    "`" + parameter.name() + "` is never \"" + Fault.cut(required) + "\": its choices are "
                            + Fault.cut(String.join(", ", parameter.choices())),
                    nearest == null ? null : "\"" + nearest + "\"");
        }
        return made(
                step,
                Type.CONDITION,
                new Operation.Chosen(parameter.name(), required, step.text().equals("==")),
                List.of());
    }

    static List<Node> nodes(List<Typed> operands) {
        return operands.stream().map(Typed::node).toList();
    }

    Typed made(Step step, Type type, Operation operation, List<Node> operands) {
        return new Typed(step, type, scope.node(expression.field(), type, operation, operands));
    }

    static Typed unknown(Step step) {
        return new Typed(step, Type.UNKNOWN, null);
    }

    Typed faulty(Step step, String message) {
        return faulty(step, message, null);
    }

    Typed faulty(Step step, String message, String suggestion) {
        scope.faults.add(place(step, message, suggestion));
        return unknown(step);
    }

    void fault(Step step, String message) {
        scope.faults.add(place(step, message, null));
    }

    Fault place(Step step, String message, String suggestion) {
        return Fault.at(expression.field(), expression.source(), step.from(), step.to(), message, suggestion);
    }

    /** As it is written, for a sentence. */
    String quoted(Step step) {
        return "`" + Fault.cut(expression.source().substring(step.from(), step.to())) + "`";
    }

    /** Told where something of a position stands in what looks at other bars. */
    boolean isFreeOfPosition(List<Typed> operands, String who) {
        List<Typed> positional = operands.stream().filter(Typed::isPositional).toList();
        positional.forEach(operand -> fault(
                operand.step(),
                quoted(operand.step()) + " depends on the open position, which has no past: it can't stand in " + who));
        return positional.isEmpty();
    }
}
