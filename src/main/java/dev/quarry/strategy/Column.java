package dev.quarry.strategy;

/** A line with values for its parameters. Equal ones have the same values on all bars; implementations are records. */
public interface Column {

    /** Its values, one for each bar of the series, NaN where there is none; nobody writes to them. */
    double[] on(Indicators indicators);
}
