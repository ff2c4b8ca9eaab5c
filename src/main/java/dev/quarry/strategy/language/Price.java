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

    /** The values of all bars where the bars hold them, which nobody writes to; null where they are computed. */
    public double[] column(Bars bars) {
        return switch (this) {
            case OPEN -> bars.open();
            case HIGH -> bars.high();
            case LOW -> bars.low();
            case CLOSE -> bars.close();
            case VOLUME -> bars.volume();
            default -> null;
        };
    }

    /** The value of that bar. */
    public double at(Bars bars, int bar) {
        return switch (this) {
            case HL2 -> (bars.high()[bar] + bars.low()[bar]) / 2;
            case HLC3 -> (bars.high()[bar] + bars.low()[bar] + bars.close()[bar]) / 3;
            case OHLC4 -> (bars.open()[bar] + bars.high()[bar] + bars.low()[bar] + bars.close()[bar]) / 4;
            default -> column(bars)[bar];
        };
    }
}
