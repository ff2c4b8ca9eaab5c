package dev.quarry.strategy.language;

import dev.quarry.strategy.language.syntax.Fault;

/**
 * Where another timeframe is named.
 *
 * @param node what it became
 * @param place the fault that is reported there, without its message
 */
record TimeframeUse(Node node, Fault place) {

    Fault fault(String message) {
        return new Fault(place.field(), place.line(), place.column(), place.text(), message, null);
    }
}
