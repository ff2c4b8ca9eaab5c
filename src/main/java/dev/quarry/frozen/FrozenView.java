package dev.quarry.frozen;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.quarry.catalog.StrategyReference;
import dev.quarry.forward.WinnerName;
import dev.quarry.platform.json.Described;
import dev.quarry.search.MarketWindow;
import java.time.OffsetDateTime;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/** A frozen winner, as lists show it. What came since is null before the first bar. */
@JsonInclude(JsonInclude.Include.ALWAYS)
public record FrozenView(
        @Described("Its id") long id,
        @Described("Its name") String name,

        @Described("When it was frozen: only bars that open then or later count")
        OffsetDateTime frozenAt,

        @Described("The run or row that was frozen") WinnerName winner,
        @Described("Which strategy it is of") StrategyReference strategy,
        @Described("The prices that its search saw") MarketWindow search,

        @Described(
                value = "The verdict when it was frozen; null where there was none",
                oneOf = "holds_up, likely_luck, cannot_tell, no_edge")
        String verdict,

        @Described("The reason for the verdict, or why there is none")
        String verdictNote,

        @Described(
                value = "Where the return lies relative to its expected band; null before the first bar",
                oneOf = "below, inside, above, cannot_tell")
        String outcome,

        @Described("The outcome in plain words; null before the first bar")
        String sentence,

        @Described("Total return since it was frozen, percent")
        Double returnPct,

        @Described("Lower end of the expected band, percent: one of twenty such winners would be below")
        Double lowerPct,

        @Described("Its upper end: one of twenty would be above")
        Double upperPct,

        @Described("Closed trades since it was frozen") int trades,
        @Described("Bars since it was frozen") int bars,
        @Described("Open of the newest bar since") String lastBar,
        @Described("When it was last checked for new bars") OffsetDateTime checkedAt,

        @Described("Whether bars that its search saw were replaced since: its figures from then belong to other prices")
        boolean dataRevised,

        @Described("Whether what came since was run by another engine than the search")
        boolean engineChanged,

        @Described("Why the last check failed; null when it did not")
        String lastError) {

    private static final String NO_BAR =
            "No bar has opened and ended since it was frozen. Keep its series up to date, by the watchlist for one.";

    static FrozenView of(FrozenWinner winner) {
        Birth birth = winner.birth();
        JsonNode since = winner.since() == null ? MissingNode.getInstance() : winner.since();
        JsonNode band = since.at("/expected/total_return_pct");
        return new FrozenView(
                winner.id(),
                birth.name(),
                winner.frozenAt(),
                birth.winner(),
                birth.strategy(),
                birth.search(),
                birth.verdict().outcome(),
                birth.verdict().note(),
                since.path("outcome").asString("cannot_tell"),
                since.path("sentence").asString(NO_BAR),
                number(band.path("actual")),
                number(band.path("lower")),
                number(band.path("upper")),
                since.at("/out_of_sample/trades").asInt(0),
                since.at("/out_of_sample/bars").asInt(0),
                since.at("/out_of_sample/last_bar").asString(null),
                winner.checkedAt(),
                winner.dataRevised(),
                !since.path("engine_version").asString(birth.engineVersion()).equals(birth.engineVersion()),
                winner.lastError());
    }

    private static Double number(JsonNode node) {
        return node.isNumber() ? Double.valueOf(node.doubleValue()) : null;
    }
}
