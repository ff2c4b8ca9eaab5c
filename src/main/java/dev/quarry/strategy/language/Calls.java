package dev.quarry.strategy.language;

import dev.quarry.series.Timeframe;
import dev.quarry.strategy.language.functions.Argument;
import dev.quarry.strategy.language.functions.Forms;
import dev.quarry.strategy.language.functions.Function;
import dev.quarry.strategy.language.functions.Functions;
import dev.quarry.strategy.language.functions.Kind;
import dev.quarry.strategy.language.syntax.Fault;
import dev.quarry.strategy.language.syntax.Limits;
import dev.quarry.strategy.language.syntax.Step;
import dev.quarry.strategy.language.syntax.Suggestions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Makes nodes of calls and shifts: their arguments, windows and timeframes. */
final class Calls {

    private final Scope scope;
    private final Typing typing;

    Calls(Scope scope, Typing typing) {
        this.scope = scope;
        this.typing = typing;
    }

    Typed call(Step step, List<Typed> operands) {
        Optional<Function> found = Functions.named(step.text());
        if (found.isEmpty()) {
            return noFunction(step);
        }
        Function function = found.get();
        if (function.arguments().isEmpty()) {
            return typing.faulty(step, "`" + step.text() + "` is written without brackets", step.text());
        }
        if (operands.size() < function.required()
                || operands.size() > function.arguments().size()) {
            return typing.faulty(step, count(function, operands.size()));
        }
        return switch (function.name()) {
            case Forms.IF -> choose(step, operands);
            case Forms.ON, Forms.ON_AT_LEAST -> on(step, operands);
            default -> called(step, function, operands);
        };
    }

    private Typed noFunction(Step step) {
        String name = step.text();
        if (scope.isParameter(name) || scope.isSeries(name) || Words.taken(name).isPresent()) {
            return typing.faulty(
                    step,
                    "`" + Fault.cut(name) + "` is no function; its value one bar ago is written `" + Fault.cut(name)
                            + "[1]`");
        }
        String nearest = Suggestions.nearest(name, Functions.all().keySet());
        Step word = new Step(step.kind(), name, 0, step.from(), step.from() + name.length());
        typing.faulty(word, "unknown function `" + Fault.cut(name) + "`", nearest);
        return Typing.unknown(step);
    }

    private static String count(Function function, int given) {
        int most = function.arguments().size();
        String required = function.required() == most ? "" + most : function.required() + " or " + most;
        return function.signature() + " takes " + required + (most == 1 ? " argument" : " arguments")
                + (given == 1 ? ", here is 1" : ", here are " + given);
    }

    private Typed called(Step step, Function function, List<Typed> operands) {
        List<Node> nodes = new ArrayList<>();
        List<Window> windows = new ArrayList<>();
        boolean fits = true;
        for (int k = 0; k < function.arguments().size(); k++) {
            Argument argument = function.arguments().get(k);
            if (argument.kind() == Kind.WINDOW) {
                Window window = k < operands.size()
                        ? window(operands.get(k), 1, "the " + argument.name() + " of " + function.signature())
                        : Window.of(argument.fallback());
                windows.add(window);
                fits &= window != null;
            } else {
                fits &= fits(function, argument, operands.get(k));
                nodes.add(operands.get(k).node());
            }
        }
        boolean pointwise = Node.isPointwise(new Operation.Call(function, List.of()));
        if (!fits || !pointwise && !typing.isFreeOfPosition(operands, function.signature())) {
            return Typing.unknown(step);
        }
        Type type = function.result() == Kind.CONDITION ? Type.CONDITION : Type.NUMBER;
        return typing.made(step, type, new Operation.Call(function, List.copyOf(windows)), nodes);
    }

    private boolean fits(Function function, Argument argument, Typed operand) {
        String who = "the " + argument.name() + " of " + function.signature();
        Type required = argument.kind() == Kind.CONDITION ? Type.CONDITION : Type.NUMBER;
        if (!typing.isA(operand, required, who)) {
            return false;
        }
        if (argument.kind() == Kind.CONSTANT && !operand.node().isConstant()) {
            typing.fault(operand.step(), who + " must be the same at each bar: numbers and parameters only");
            return false;
        }
        return true;
    }

    /** A number of bars, at least {@code least}; null where it is none, which is reported. */
    private Window window(Typed operand, int least, String who) {
        Step step = operand.step();
        if (step.kind() == Step.Kind.NUMBER) {
            double bars = Double.parseDouble(step.text());
            if (bars == Math.rint(bars) && bars >= least && bars <= Limits.WINDOW) {
                return Window.of((int) bars);
            }
            typing.fault(step, who + " must be a whole number from " + least + " to " + Limits.WINDOW);
            return null;
        }
        DeclaredParameter parameter = step.kind() == Step.Kind.NAME ? scope.parameter(step.text()) : null;
        if (operand.isUnknown()) {
            return null;
        }
        if (parameter == null || parameter.type() != ParameterType.INTEGER) {
            typing.fault(
                    step,
                    who + " must be a whole number or an integer parameter, and " + typing.quoted(step)
                            + " is neither");
            return null;
        }
        if (parameter.minimum() == null || parameter.minimum() < least) {
            typing.fault(
                    step,
                    who + " must be at least " + least + ": give the parameter `" + parameter.name() + "` a minimum of "
                            + least + " or more");
            return null;
        }
        if (parameter.maximum() != null && parameter.maximum() > Limits.WINDOW) {
            typing.fault(
                    step,
                    who + " is at most " + Limits.WINDOW + " bars: give the parameter `" + parameter.name()
                            + "` a maximum of " + Limits.WINDOW + " or less");
            return null;
        }
        scope.windows.add(parameter.name());
        return Window.of(parameter.name());
    }

    Typed ago(Step step, Typed value, Typed bars) {
        if (bars.step().kind() == Step.Kind.PREFIX && bars.step().text().equals("-")) {
            return typing.faulty(bars.step(), "[k] looks back, never ahead: k is 0 or more");
        }
        Window window = window(bars, 0, "the k of x[k]");
        if (value.type() == Type.TEXT) {
            return typing.faulty(value.step(), "a text can only be compared with a choice, or name a timeframe");
        }
        if (window == null || value.isUnknown() || !typing.isFreeOfPosition(List.of(value), "[k]")) {
            return Typing.unknown(step);
        }
        return typing.made(step, value.type(), new Operation.Ago(window), List.of(value.node()));
    }

    private Typed choose(Step step, List<Typed> operands) {
        boolean fits = typing.isA(operands.get(0), Type.CONDITION, "the c of if(c, a, b)");
        Type type = operands.get(1).type();
        if (operands.get(1).isUnknown() || operands.get(2).isUnknown()) {
            return Typing.unknown(step);
        }
        for (Typed branch : operands.subList(1, 3)) {
            if (branch.type() == Type.TEXT) {
                return typing.faulty(branch.step(), "a branch of if(c, a, b) is a number or a condition, not a text");
            }
        }
        if (operands.get(2).type() != type) {
            return typing.faulty(
                    operands.get(2).step(),
                    "both branches of if(c, a, b) must be of one kind: the first is " + type.text() + ", this is "
                            + operands.get(2).type().text());
        }
        return fits ? typing.made(step, type, new Operation.Choose(), Typing.nodes(operands)) : Typing.unknown(step);
    }

    private Typed on(Step step, List<Typed> operands) {
        Step code = operands.get(0).step();
        if (code.kind() != Step.Kind.TEXT) {
            return typing.faulty(code, "the timeframe of on(timeframe, x) must be a text such as \"4h\"");
        }
        Optional<Timeframe> timeframe = Timeframe.of(code.text());
        if (timeframe.isEmpty()) {
            String nearest = Suggestions.nearest(code.text(), Timeframe.codes());
            return typing.faulty(
                    code,
                    "a timeframe " + Timeframe.fault(code.text()).orElseThrow(),
                    nearest == null ? null : "\"" + nearest + "\"");
        }
        Typed value = operands.get(1);
        if (value.type() == Type.TEXT) {
            return typing.faulty(value.step(), "a text can only be compared with a choice, or name a timeframe");
        }
        if (value.isUnknown() || !typing.isFreeOfPosition(List.of(value), "on(…)")) {
            return Typing.unknown(step);
        }
        boolean atLeast = step.text().equals(Forms.ON_AT_LEAST);
        Typed made = typing.made(step, value.type(), new Operation.On(timeframe.get(), atLeast), List.of(value.node()));
        scope.timeframes.add(new TimeframeUse(made.node(), typing.place(code, "", null)));
        return made;
    }
}
