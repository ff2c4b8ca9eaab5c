package dev.quarry.strategy.language;

import dev.quarry.series.Timeframe;
import dev.quarry.strategy.language.syntax.Fault;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** The places at which a definition names other timeframes than the market's. */
public final class Timeframes {

    private final List<TimeframeUse> uses;

    Timeframes(List<TimeframeUse> uses) {
        this.uses = List.copyOf(uses);
    }

    /**
     * Where a timeframe is no longer multiple of the bars it is to be made of.
     *
     * @param market of the bars; null where it is not known, so that only what stands within another {@code on} is told
     */
    List<Fault> faults(Collection<Node> roots, Timeframe market) {
        List<Fault> faults = new ArrayList<>();
        for (Occurrence occurrence : Occurrence.all(roots, market)) {
            if (occurrence.node().operation() instanceof Operation.On on
                    && occurrence.timeframe() != null
                    && occurrence.changes(on)
                    && !isMultiple(on.timeframe(), occurrence.timeframe())) {
                String message = "\"" + on.timeframe().code() + "\" can't be made of bars of "
                        + occurrence.timeframe().code() + ": it must be a longer multiple of them";
                uses.stream()
                        .filter(use -> use.node() == occurrence.node())
                        .findFirst()
                        .ifPresent(use -> faults.add(use.fault(message)));
            }
        }
        return faults;
    }

    private static boolean isMultiple(Timeframe longer, Timeframe shorter) {
        return longer.millis() > shorter.millis() && longer.millis() % shorter.millis() == 0;
    }
}
