package dev.quarry.report;

import dev.quarry.forward.WinnerName;
import dev.quarry.forward.Winners;
import dev.quarry.ledger.RunHash;
import dev.quarry.ledger.TestedRun;
import dev.quarry.platform.http.TableAnswer;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import java.time.Duration;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;

/** What stored runs did, as tables. They are run again for it; {@code POST /v1/backtest} tells the same as JSON. */
@Path("runs/{params_hash}")
@ApplicationScoped
@Produces({TableAnswer.CSV, TableAnswer.ARROW, TableAnswer.PARQUET})
public class RunTablesResource {

    private static final String HOW =
            "CSV, or Arrow where the Accept header or format says so. It is run again on the prices of its search.";
    private static final String UNKNOWN = "There is no such run";
    private static final String CHANGED = "The prices or the engine are no longer those it was found with";

    private final Winners winners;
    private final Duration longest;

    @Inject
    public RunTablesResource(Winners winners) {
        this(winners, RunAgain.LONGEST);
    }

    RunTablesResource(Winners winners, Duration longest) {
        this.winners = winners;
        this.longest = longest;
    }

    /** RESTEasy needs a constructor without parameters; CDI uses the other one. */
    public RunTablesResource() {
        this(null);
    }

    /** Its trades. */
    @GET
    @Path("trades")
    @Operation(operationId = "getRunTrades", summary = "The trades of a run, as a table", description = HOW)
    @APIResponse(responseCode = "404", description = UNKNOWN)
    @APIResponse(responseCode = "409", description = CHANGED)
    public TableAnswer trades(@PathParam("params_hash") String hash) {
        return tables(hash).trades();
    }

    /** Its equity. */
    @GET
    @Path("equity")
    @Operation(
            operationId = "getRunEquity",
            summary = "The equity of a run at each bar, realised and mark-to-market, as a table",
            description = HOW)
    @APIResponse(responseCode = "404", description = UNKNOWN)
    @APIResponse(responseCode = "409", description = CHANGED)
    public TableAnswer equity(@PathParam("params_hash") String hash) {
        return tables(hash).equity();
    }

    /** Its returns by day. */
    @GET
    @Path("daily-returns")
    @Operation(
            operationId = "getRunDailyReturns",
            summary = "The mark-to-market returns of a run and of the asset by day, UTC, as a table",
            description = HOW)
    @APIResponse(responseCode = "404", description = UNKNOWN)
    @APIResponse(responseCode = "409", description = CHANGED)
    public TableAnswer dailyReturns(@PathParam("params_hash") String hash) {
        return tables(hash).dailyReturns();
    }

    private RunTables tables(String text) {
        String hash = TestedRun.text(RunHash.read(RunHash.NAME, text));
        return new RunTables(hash, RunAgain.of(winners, new WinnerName(hash, null, null), longest));
    }
}
