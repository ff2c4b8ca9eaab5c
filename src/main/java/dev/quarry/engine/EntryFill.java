package dev.quarry.engine;

import dev.quarry.platform.text.ReferenceText;

/** At which price a position is opened whose signal came at the close of a bar. */
public enum EntryFill implements ReferenceText {
    /** At that close (the reference). */
    CLOSE("close"),
    /**
     * At the open of the next bar, as most back-testers do: equity, the day's limit and the average true range are those of
     * the signal's bar; the next bar is managed at once. A signal on the last bar fills nothing.
     */
    NEXT_OPEN("next_open");

    private final String text;

    EntryFill(String text) {
        this.text = text;
    }

    @Override
    public String text() {
        return text;
    }
}
