package dev.quarry.optimisation;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.quarry.platform.json.Described;

/** Further fields of a row; those that its kind of row does not have are absent. */
@JsonInclude(JsonInclude.Include.NON_NULL)
record RowExtra(
        @Described("Whether a null profit_factor stands for infinity")
        Boolean profitFactorInfinite,

        @Described("Greatest fall of the equity with open positions, percent")
        Double maxMarkToMarketDrawdown,

        @Described("Whether a null train_metric stands for infinity")
        Boolean trainMetricInfinite,

        @Described("Whether a null test_profit_factor stands for infinity")
        Boolean testProfitFactorInfinite,

        @Described("Greatest fall of the equity with open positions in the test window, percent")
        Double testMaxMarkToMarketDrawdown) {

    static final RowExtra NONE = new RowExtra(null, null, null, null, null);

    static RowExtra ranked(boolean profitFactorInfinite, double maxMarkToMarketDrawdown) {
        return new RowExtra(profitFactorInfinite, maxMarkToMarketDrawdown, null, null, null);
    }

    static RowExtra fold(
            boolean trainMetricInfinite, boolean testProfitFactorInfinite, double testMaxMarkToMarketDrawdown) {
        return new RowExtra(null, null, trainMetricInfinite, testProfitFactorInfinite, testMaxMarkToMarketDrawdown);
    }

    static RowExtra split(boolean trainMetricInfinite) {
        return new RowExtra(null, null, trainMetricInfinite, null, null);
    }
}
