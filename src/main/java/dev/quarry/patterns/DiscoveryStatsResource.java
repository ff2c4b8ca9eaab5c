package dev.quarry.patterns;

import dev.quarry.catalog.StrategyCatalog;
import dev.quarry.ledger.query.KnownStrategies;
import dev.quarry.ledger.query.MarketFilter;
import dev.quarry.ledger.tally.LedgerTotals;
import dev.quarry.ledger.tally.RunAnalysis;
import dev.quarry.platform.http.QueryParameter;
import dev.quarry.platform.json.Described;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** What all discoveries of a strategy so far have found. */
@Path("discovery/stats")
@ApplicationScoped
@Produces(MediaType.APPLICATION_JSON)
public class DiscoveryStatsResource {

    private final RunAnalysis runs;
    private final RuleStore rules;
    private final KnownStrategies strategies;

    @Inject
    public DiscoveryStatsResource(RunAnalysis runs, RuleStore rules, KnownStrategies strategies) {
        this.strategies = strategies;
        this.runs = runs;
        this.rules = rules;
    }

    /** RESTEasy needs a constructor without parameters; CDI uses the other one. */
    public DiscoveryStatsResource() {
        this(null, null, null);
    }

    @GET
    @Operation(operationId = "getDiscoveryStats", summary = "Totals over all tested runs")
    public Answer stats(@QueryParam("strategy") String strategy) {
        String text = strategies.require(QueryParameter.text(StrategyCatalog.FIELD, strategy));
        MarketFilter market = MarketFilter.of(text, null, null, null, null, null);
        return new Answer(DiscoveryStats.of(runs.totals(market), rules.count(market.strategy())));
    }

    /** The answer of the route. */
    public record Answer(@Described("The ledger in numbers") DiscoveryStats stats) {}

    /**
     * The ledger in numbers; percentages are numbers like 2.0 for two percent, all 0 when there is nothing to count.
     */
    public record DiscoveryStats(
            @Described("Stored runs") long totalRuns,
            @Described("Winning runs") long winnersCount,
            @Described("Winners among the runs, percent") double winRatePct,

            @Described("Greatest total return of all runs, percent")
            double bestReturn,

            @Described("Mean total return of the winners, percent")
            double avgWinnerReturn,

            @Described("Mean greatest drawdown of the winners, percent")
            double avgWinnerDrawdown,

            @Described("Mean of the winners' finite profit factors")
            double avgWinnerPf,

            @Described("Mean win rate of the winners, percent")
            double avgWinnerWinRate,

            @Described("Rules of the last refresh") long rulesDiscovered) {

        static DiscoveryStats of(LedgerTotals totals, long rules) {
            long winners = totals.winners().totalWinners();
            return new DiscoveryStats(
                    totals.runs(),
                    winners,
                    totals.runs() == 0 ? 0 : 100.0 * winners / totals.runs(),
                    totals.bestReturn(),
                    totals.winners().avgReturn(),
                    totals.winners().avgDrawdown(),
                    totals.winners().avgProfitFactor(),
                    totals.winners().avgWinRate(),
                    rules);
        }
    }
}
