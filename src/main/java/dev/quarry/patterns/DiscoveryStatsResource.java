package dev.quarry.patterns;

import dev.quarry.ledger.tally.LedgerTotals;
import dev.quarry.ledger.tally.RunAnalysis;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** What all discoveries so far have found. */
@Path("discovery/stats")
@ApplicationScoped
@Produces(MediaType.APPLICATION_JSON)
public class DiscoveryStatsResource {

    private final RunAnalysis runs;
    private final RuleStore rules;

    @Inject
    public DiscoveryStatsResource(RunAnalysis runs, RuleStore rules) {
        this.runs = runs;
        this.rules = rules;
    }

    /** RESTEasy needs a constructor without parameters; CDI uses the other one. */
    public DiscoveryStatsResource() {
        this(null, null);
    }

    @GET
    @Operation(operationId = "getDiscoveryStats", summary = "Totals over all tested runs")
    public Answer stats() {
        return new Answer(DiscoveryStats.of(runs.totals(), rules.count()));
    }

    /** The answer of the route. */
    public record Answer(DiscoveryStats stats) {}

    /**
     * The ledger in numbers; percentages are numbers like 2.0 for two percent, all 0 when there is nothing to count.
     *
     * @param totalRuns stored runs
     * @param winnersCount winning runs
     * @param winRatePct winners among the runs
     * @param bestReturn greatest total return of all runs
     * @param avgWinnerReturn mean total return of the winners
     * @param avgWinnerDrawdown mean greatest drawdown of the winners
     * @param avgWinnerPf mean of the winners' finite profit factors
     * @param avgWinnerWinRate mean win rate of the winners
     * @param rulesDiscovered rules of the last refresh
     */
    public record DiscoveryStats(
            long totalRuns,
            long winnersCount,
            double winRatePct,
            double bestReturn,
            double avgWinnerReturn,
            double avgWinnerDrawdown,
            double avgWinnerPf,
            double avgWinnerWinRate,
            long rulesDiscovered) {

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
