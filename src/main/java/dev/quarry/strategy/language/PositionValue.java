package dev.quarry.strategy.language;

import java.util.Locale;

/** What an exit knows of the position that is open. */
public enum PositionValue {
    ENTRY_PRICE("price at which the position was opened"),
    BARS_HELD("bars since the signal's, 1 on the first one after it"),
    HIGH_SINCE_ENTRY("highest high of the bars held, without the signal's"),
    LOW_SINCE_ENTRY("lowest low of the bars held, without the signal's"),
    OPEN_PROFIT_PCT("move of the close from the entry price in percent, for the side, without costs");

    private final String meaning;

    PositionValue(String meaning) {
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
}
