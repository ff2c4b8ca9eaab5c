package dev.quarry.marketdata;

import dev.quarry.series.Adjust;
import dev.quarry.series.FundingSource;
import java.util.Map;

/**
 * How stored prices are adjusted, and whether they include funding rates.
 *
 * @param adjust for which events they are adjusted
 * @param funding whether the stored funding rates of the market are included
 */
public record PriceView(Adjust adjust, FundingSource funding) {

    /** The bars as they are stored. */
    public static final PriceView PLAIN = new PriceView(Adjust.NONE, FundingSource.CONSTANT);

    /** The view that the parameters of a run ask for. */
    public static PriceView of(Map<String, ?> parameters) {
        return new PriceView(Adjust.of(parameters), FundingSource.of(parameters));
    }

    /** Whether the bars are used as they are stored. */
    public boolean isPlain() {
        return equals(PLAIN);
    }
}
