package dev.quarry.strategy.language;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A value for each parameter of a definition, right by its type and range: Integers, Doubles, Booleans and Strings. */
public final class GivenValues {

    private final Map<String, Object> values;

    GivenValues(Map<String, Object> values) {
        this.values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    }

    /**
     * Of values that are right.
     *
     * @param values for the parameters that will be asked about: Integers, Doubles, Booleans and Strings
     */
    public static GivenValues of(Map<String, Object> values) {
        return new GivenValues(values);
    }

    /** By name. */
    public Map<String, Object> values() {
        return values;
    }

    /** A number as it is, true as 1, false as 0. */
    public double number(String parameter) {
        Object value = values.get(parameter);
        return value instanceof Boolean truth ? (truth ? 1 : 0) : ((Number) value).doubleValue();
    }

    /** Whether a choice has that text. */
    public boolean isChosen(String choice, String text) {
        return text.equals(values.get(choice));
    }

    /** How many bars. */
    public int bars(Window window) {
        return window.parameter() == null ? window.bars() : (Integer) values.get(window.parameter());
    }

    /** The windows of a call, in order. */
    public int[] bars(List<Window> windows) {
        return windows.stream().mapToInt(this::bars).toArray();
    }

    /**
     * What the values of a node depend on beside the bars: of equal ones the columns are equal, so they have to be computed
     * once only.
     */
    public Key key(Occurrence occurrence) {
        Node node = occurrence.node();
        return new Key(
                node.id(),
                occurrence.timeframe(),
                node.parameters().stream().map(values::get).toList());
    }

    /**
     * A column of a definition.
     *
     * @param node its number
     * @param timeframe the code of the bars; null for what is the same at each bar
     * @param values those of the node's parameters, in the order of {@link Node#parameters}
     */
    public record Key(int node, dev.quarry.series.Timeframe timeframe, List<Object> values) {}
}
