package dev.quarry.frozen;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.quarry.forward.WinnerName;
import dev.quarry.search.MarketWindow;
import java.time.OffsetDateTime;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/**
 * A frozen winner, as lists show it. What came since is null before the first bar.
 *
 * @param frozenAt when it was frozen: only bars that open then or later count
 * @param winner the run or row that was frozen
 * @param search the prices that its search saw
 * @param verdict the verdict when it was frozen: {@code holds_up}, {@code likely_luck}, {@code cannot_tell} or
 *     {@code no_edge}; null for none
 * @param verdictNote the reason, or why there is none
 * @param outcome {@code below}, {@code inside} or {@code above} the band of its return, or {@code cannot_tell}
 * @param sentence that in plain words
 * @param returnPct total return since it was frozen, percent
 * @param lowerPct lower end of the expected band, percent: one of twenty such winners would be below
 * @param upperPct its upper end: one of twenty would be above
 * @param trades closed trades since it was frozen
 * @param bars bars since it was frozen
 * @param lastBar open of the newest of them
 * @param checkedAt when it was last checked for new bars
 * @param dataRevised whether bars that its search saw were replaced since: its figures from then belong to other prices
 * @param engineChanged whether what came since was run by another engine than the search
 * @param lastError why the last check failed; null when it did not
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
public record FrozenView(
        long id,
        String name,
        OffsetDateTime frozenAt,
        WinnerName winner,
        MarketWindow search,
        String verdict,
        String verdictNote,
        String outcome,
        String sentence,
        Double returnPct,
        Double lowerPct,
        Double upperPct,
        int trades,
        int bars,
        String lastBar,
        OffsetDateTime checkedAt,
        boolean dataRevised,
        boolean engineChanged,
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
