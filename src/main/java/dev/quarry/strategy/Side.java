package dev.quarry.strategy;

import dev.quarry.platform.text.ReferenceText;

/** The direction of a position. */
public enum Side implements ReferenceText {
    /** Sold first: gains when the price falls. */
    SHORT("Short"),
    /** Bought first: gains when the price rises. */
    LONG("Long");

    private final String text;

    Side(String text) {
        this.text = text;
    }

    @Override
    public String text() {
        return text;
    }

    /** The gain of one unit when the price goes from {@code entry} to {@code price}. */
    public double gain(double entry, double price) {
        return this == SHORT ? entry - price : price - entry;
    }
}
