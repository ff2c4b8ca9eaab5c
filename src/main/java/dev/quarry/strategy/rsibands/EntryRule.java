package dev.quarry.strategy.rsibands;

import dev.quarry.series.Timeframe;
import dev.quarry.strategy.Condition;
import dev.quarry.strategy.Parameter;
import dev.quarry.strategy.ParameterValues;
import dev.quarry.strategy.Side;
import java.util.List;

/**
 * One of the conditions that must all hold for the family to open a position. A new one is a class of this kind and a line
 * in {@link RsiBands}: engines, grids, checks and pages learn of it from there.
 */
interface EntryRule {

    /** Its parameters, those of its indicators left out that other rules have too. */
    List<Parameter<?>> parameters();

    /** What must hold for a position of that side. */
    Condition condition(Side side);

    /** At how many bars from the beginning of a series an indicator that only this rule has depends on where that is. */
    default int unstableBars(ParameterValues values, Timeframe timeframe) {
        return 0;
    }

    /** The parameters that {@link #unstableBars} depends on. */
    default List<Parameter<?>> memory() {
        return List.of();
    }
}
