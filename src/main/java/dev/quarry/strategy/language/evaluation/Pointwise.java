package dev.quarry.strategy.language.evaluation;

import dev.quarry.series.Bars;
import dev.quarry.strategy.language.GivenValues;
import dev.quarry.strategy.language.Operation;
import dev.quarry.strategy.language.functions.Body;

/** What a bar's value is where it is made of the operands at that bar alone. Conditions are 1 and 0. */
final class Pointwise {

    private Pointwise() {}

    /**
     * One value.
     *
     * @param bars null where the operation asks for none
     * @param operands the values of the operands at the bar
     */
    static double value(Operation operation, GivenValues values, Bars bars, int bar, double[] operands) {
        if (operation instanceof Operation.Joined joined) {
            return joined.operator().value(operands[0], operands.length > 1 ? operands[1] : 0);
        }
        if (operation instanceof Operation.Choose) {
            return operands[0] != 0 ? operands[1] : operands[2];
        }
        if (operation instanceof Operation.OfBar price) {
            return price.price().at(bars, bar);
        }
        if (operation instanceof Operation.OfTime time) {
            return time.time().at(bars.openTime()[bar]);
        }
        if (operation instanceof Operation.Number number) {
            return number.value();
        }
        if (operation instanceof Operation.Truth truth) {
            return truth.value() ? 1 : 0;
        }
        if (operation instanceof Operation.OfParameter parameter) {
            return values.number(parameter.name());
        }
        if (operation instanceof Operation.Chosen chosen) {
            return values.isChosen(chosen.choice(), chosen.text()) == chosen.equal() ? 1 : 0;
        }
        if (operation instanceof Operation.Call call && call.function().body() instanceof Body.Pointwise function) {
            return function.value().applyAsDouble(operands);
        }
        throw new IllegalArgumentException("asks for other bars: " + operation);
    }
}
