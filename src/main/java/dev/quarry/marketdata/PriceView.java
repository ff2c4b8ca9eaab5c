package dev.quarry.marketdata;

import dev.quarry.series.Adjust;
import dev.quarry.series.FundingSource;
import java.util.Map;

/**
 * How stored prices are looked at.
 *
 * @param adjust for which events they are adjusted
 * @param funding whether the stored funding rates of the market belong to them
 */
public record PriceView(Adjust adjust, FundingSource funding) {

    /** The bars as they are stored. */
    public static final PriceView PLAIN = new PriceView(Adjust.NONE, FundingSource.CONSTANT);

    /** What the parameters of a run say. */
    public static PriceView of(Map<String, ?> parameters) {
        return new PriceView(Adjust.of(parameters), FundingSource.of(parameters));
    }

    /** Whether the bars are wanted as they are stored. */
    public boolean isPlain() {
        return equals(PLAIN);
    }
}
