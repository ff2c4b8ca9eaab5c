package dev.quarry.ledger;

import dev.quarry.platform.json.Json;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Which place of another search's grid stands for the same parameter set. Two searches of the same market and range have some in
 * common only when both name the same parameters and have a value of each in common, as it is written: 70 and 70.0 have
 * different hashes.
 */
final class GridTranslation {

    private static final int NONE = -1;

    private final List<Step> steps;
    private final long constant;

    private GridTranslation(List<Step> steps, long constant) {
        this.steps = steps;
        this.constant = constant;
    }

    /** From the one grid to the other; empty where no parameter set is of both. */
    static Optional<GridTranslation> of(RunSetup from, RunSetup to) {
        Map<String, Object> fixed = from.hashed();
        Map<String, Object> otherFixed = to.hashed();
        if (!names(fixed, from.grid()).equals(names(otherFixed, to.grid()))) {
            return Optional.empty();
        }
        StoredGrid grid = new StoredGrid(from.grid());
        StoredGrid other = new StoredGrid(to.grid());
        List<Step> steps = new ArrayList<>();
        long constant = 0;
        for (String name : names(fixed, from.grid())) {
            List<Object> values = from.grid().get(name);
            List<Object> others = to.grid().get(name);
            long stride = others == null ? 0 : other.stride(name);
            long[] places = places(
                    values == null ? listOf(fixed.get(name)) : values,
                    others == null ? listOf(otherFixed.get(name)) : others,
                    stride);
            if (values == null) {
                constant += places[0];
            } else {
                steps.add(new Step(grid.stride(name), places));
            }
            if (java.util.Arrays.stream(places).allMatch(place -> place == NONE)) {
                return Optional.empty();
            }
        }
        return Optional.of(new GridTranslation(steps, constant));
    }

    /** The place in the other grid of the same parameter set; negative where it has it not. */
    long translate(long index) {
        long place = constant;
        for (Step step : steps) {
            long there = step.places[(int) (index / step.stride % step.places.length)];
            if (there == NONE) {
                return NONE;
            }
            place += there;
        }
        return place;
    }

    private static Set<String> names(Map<String, Object> fixed, Map<String, List<Object>> grid) {
        Set<String> names = new HashSet<>(fixed.keySet());
        names.addAll(grid.keySet());
        return names;
    }

    /** List.of takes no null. */
    private static List<Object> listOf(Object value) {
        return java.util.Collections.singletonList(value);
    }

    private static long[] places(List<Object> values, List<Object> others, long stride) {
        List<String> texts = others.stream().map(GridTranslation::text).toList();
        return values.stream()
                .mapToLong(value -> {
                    int at = texts.indexOf(text(value));
                    return at < 0 ? NONE : at * stride;
                })
                .toArray();
    }

    private static String text(Object value) {
        return Json.MAPPER.writeValueAsString(value);
    }

    /** @param places what a choice adds to the place in the other grid; {@link #NONE} where that has not the value */
    private record Step(long stride, long[] places) {}
}
