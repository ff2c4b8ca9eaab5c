package dev.quarry.patterns;

import dev.quarry.inference.BenjaminiHochberg;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;

/** Corrects conditions that were tested together, of which some will look good by luck. */
final class MultipleTesting {

    private MultipleTesting() {}

    /** The conditions with their q-values among each other. */
    static <T> List<T> together(
            List<T> tested, Function<T, Significance> significance, BiFunction<T, Significance, T> with) {
        double[] q = BenjaminiHochberg.qValues(
                tested.stream().mapToDouble(t -> significance.apply(t).pValue()).toArray());
        List<T> judged = new ArrayList<>();
        for (int i = 0; i < q.length; i++) {
            T one = tested.get(i);
            judged.add(with.apply(one, significance.apply(one).withQ(q[i])));
        }
        return judged;
    }
}
