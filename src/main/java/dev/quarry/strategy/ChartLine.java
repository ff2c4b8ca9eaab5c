package dev.quarry.strategy;

/**
 * A line that a chart shows.
 *
 * @param name its column in a table
 * @param pane which lines are drawn together: {@code price} over the bars, any other name in a pane of its own
 * @param line its values
 */
public record ChartLine(String name, String pane, Line line) {

    /** The pane of what has the unit of a price. */
    public static final String PRICE = "price";
}
