package dev.quarry.strategy.language;

import dev.quarry.series.Bars;
import java.util.Locale;

/** What a bar says of itself. */
public enum Price {
    OPEN("first price of the bar"),
    HIGH("highest price of the bar"),
    LOW("lowest price of the bar"),
    CLOSE("last price of the bar"),
    VOLUME("traded volume of the bar"),
    HL2("(high + low) / 2"),
    HLC3("(high + low + close) / 3"),
    OHLC4("(open + high + low + close) / 4");

    private final String meaning;

    Price(String meaning) {
        this.meaning = meaning;
    }

    /** As it is written. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** In a few words. */
    public String meaning() {
        return meaning;
    }

    /** The value of that bar. */
    public double at(Bars bars, int bar) {
        return switch (this) {
            case OPEN -> bars.open()[bar];
            case HIGH -> bars.high()[bar];
            case LOW -> bars.low()[bar];
            case CLOSE -> bars.close()[bar];
            case VOLUME -> bars.volume()[bar];
            case HL2 -> (bars.high()[bar] + bars.low()[bar]) / 2;
            case HLC3 -> (bars.high()[bar] + bars.low()[bar] + bars.close()[bar]) / 3;
            case OHLC4 -> (bars.open()[bar] + bars.high()[bar] + bars.low()[bar] + bars.close()[bar]) / 4;
        };
    }
}
