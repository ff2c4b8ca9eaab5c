package dev.quarry.optimisation;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import dev.quarry.platform.json.Described;
import java.time.OffsetDateTime;
import java.util.Map;

/**
 * The fields that a row of a {@link Table} may have, for the API's description: which columns there are and in which
 * order depends on the search and its grid. A row has those of its kind only; they are null where a fold or a split
 * chose nothing.
 */
record ResultRow(
        @Described("Its number, from 1; of a walk forward") Integer fold,
        @Described("Of a walk forward") OffsetDateTime trainStart,
        @Described("Of a walk forward") OffsetDateTime trainEnd,
        @Described("Of a walk forward") OffsetDateTime testStart,
        @Described("Of a walk forward") OffsetDateTime testEnd,

        @Described("Its number, from 1; of a cross-validation")
        Integer split,

        @Described("Numbers of the groups that it tests, from 1; of a cross-validation")
        String testGroups,

        @Described("Bars on which training could open a position; of a cross-validation")
        Integer trainBars,

        @Described(value = "Of a fold or a split", oneOf = "ok, no_valid_train_results")
        String status,

        @Described("A value for each parameter that varies, under its name") @JsonAnyGetter
        Map<String, Object> params,

        @Described("Of a combination: gains over losses; null where nothing was lost")
        Double profitFactor,

        @Described("Of a combination, percent") Double winRate,
        @Described("Of a combination, percent") Double totalReturn,

        @Described("Of a combination: greatest fall of realised equity, percent")
        Double maxDrawdown,

        @Described("Of a combination, by its trades") Double sharpeRatio,
        @Described("Of a combination, by its trades") Double sortinoRatio,
        @Described("Of a combination, not annualised") Double calmarRatio,
        @Described("Of a combination: closed trades") Long numTrades,

        @Described("Of a combination: mean of its trades, percent")
        Double avgReturn,

        @Described("What was ranked by, in the training of a fold or split")
        Number trainMetric,

        @Described("Closed trades in that training") Integer trainTrades,
        @Described("On what was not trained on, percent") Double testTotalReturn,

        @Described("On what was not trained on; of a walk forward")
        Double testProfitFactor,

        @Described("On what was not trained on, percent; of a walk forward")
        Double testWinRate,

        @Described("On what was not trained on; of a cross-validation")
        Double testYearlySharpe,

        @Described("On what was not trained on, percent") Double testMaxDrawdown,

        @Described("Closed trades on what was not trained on")
        Integer testTrades) {}
