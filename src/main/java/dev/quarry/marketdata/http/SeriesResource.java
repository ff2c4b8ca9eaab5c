package dev.quarry.marketdata.http;

import dev.quarry.marketdata.Series;
import dev.quarry.marketdata.ingest.series.SeriesChanges;
import dev.quarry.marketdata.ingest.series.SeriesRename;
import dev.quarry.platform.json.Described;
import dev.quarry.platform.json.PayloadReader;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBodySchema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import tools.jackson.databind.JsonNode;

/** Deletes and renames whole series. Both require an operator, and are recorded. */
@Path("prices/series")
@Produces(MediaType.APPLICATION_JSON)
@ApplicationScoped
public class SeriesResource {

    private final SeriesChanges changes;
    private final PayloadReader reader;

    @Inject
    public SeriesResource(SeriesChanges changes, PayloadReader reader) {
        this.changes = changes;
        this.reader = reader;
    }

    /** RESTEasy needs a constructor without parameters; CDI uses the other one. */
    public SeriesResource() {
        this(null, null);
    }

    /** A series that was deleted. */
    public record DeletedSeries(
            @Described("Where the prices come from") String exchange,
            @Described("The market") String symbol,
            @Described("The length of a bar") String timeframe,
            @Described("How many bars it had") long bars,

            @Described("How many splits and dividends were deleted with it, as the last series of its market")
            int events,

            @Described("How many funding rates were deleted with it, as the last series of its market")
            int fundingRates) {}

    /** The new name of a series. */
    public record RenamedSeries(
            @Described("Where the prices come from") String exchange,
            @Described("The market") String symbol,
            @Described("The length of a bar") String timeframe) {}

    /** Deletes a series with its bars. */
    @DELETE
    @Operation(operationId = "deleteSeries", summary = "Delete a series with its bars")
    @APIResponse(responseCode = "404", description = "The series is not stored")
    @APIResponse(responseCode = "409", description = "It is watched, or a running job works on it")
    public DeletedSeries delete(
            @QueryParam("exchange") String exchange,
            @QueryParam("symbol") String symbol,
            @QueryParam("timeframe") String timeframe) {
        Series target = SeriesParameters.series(exchange, symbol, timeframe);
        SeriesChanges.Deleted deleted = changes.delete(target);
        return new DeletedSeries(
                target.exchange(),
                target.symbol(),
                target.timeframe().code(),
                deleted.bars(),
                deleted.market().events(),
                deleted.market().fundingRates());
    }

    /** Gives a series another exchange or symbol. */
    @POST
    @Path("rename")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(operationId = "renameSeries", summary = "Give a series another exchange or symbol")
    @RequestBodySchema(SeriesRename.class)
    @APIResponse(responseCode = "404", description = "The series is not stored")
    @APIResponse(
            responseCode = "409",
            description = "There is a series of that name, it is watched, or a running job works on it")
    public RenamedSeries rename(JsonNode body) {
        Series renamed = changes.rename(reader.read(body, SeriesRename.class));
        return new RenamedSeries(
                renamed.exchange(), renamed.symbol(), renamed.timeframe().code());
    }
}
