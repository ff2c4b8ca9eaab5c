package dev.quarry.strategy.language;

/**
 * A number of bars, the same at each bar.
 *
 * @param parameter the integer parameter that says it; null where the text does
 * @param bars what the text says; 0 beside a parameter
 */
public record Window(String parameter, int bars) {

    static Window of(int bars) {
        return new Window(null, bars);
    }

    static Window of(String parameter) {
        return new Window(parameter, 0);
    }
}
