package dev.quarry.marketdata.http;

import dev.quarry.marketdata.Series;
import dev.quarry.marketdata.push.CandlePush;
import dev.quarry.marketdata.push.PushResult;
import dev.quarry.platform.security.RequiredRole;
import dev.quarry.platform.security.Role;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import java.io.InputStream;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBodySchema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;

/** Receives bars from users' own feeds. */
@Path("prices")
@Produces(MediaType.APPLICATION_JSON)
@ApplicationScoped
public class CandlePushResource {

    private final CandlePush push;

    @Inject
    public CandlePushResource(CandlePush push) {
        this.push = push;
    }

    /** RESTEasy needs a constructor without parameters; CDI uses the other one. */
    public CandlePushResource() {
        this(null);
    }

    /** Stores finished bars at once, all of them or none; the same bars again change nothing. */
    @RequiredRole(Role.SUBMIT)
    @POST
    @Path("candles")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "pushCandles",
            summary = "Store bars of a feed of one's own",
            description =
                    "Stores up to 100,000 finished bars at once, all of them or none; the same bars again change nothing. As JSON; or"
                            + " as an Arrow stream or file with exchange, symbol, timeframe and missing_volume in the query and the"
                            + " columns ts (or ts_ms), open, high, low, close and volume.")
    @RequestBodySchema(CandlePushBody.class)
    @APIResponse(responseCode = "409", description = "Another writer keeps the series; try again")
    public PushResult push(InputStream body) {
        CandlePushReader.Push sent = new CandlePushReader().read(body);
        return push.push(sent.series(), sent.bars());
    }

    /** Stores bars from an Arrow table in the same way. */
    @RequiredRole(Role.SUBMIT)
    @POST
    @Path("candles")
    @Consumes({"application/vnd.apache.arrow.stream", "application/vnd.apache.arrow.file"})
    @Operation(
            operationId = "pushCandleTable",
            summary = "Store bars of a feed of one's own, from an Arrow table",
            hidden = true)
    public PushResult pushTable(
            @QueryParam("exchange") String exchange,
            @QueryParam("symbol") String symbol,
            @QueryParam("timeframe") String timeframe,
            @QueryParam("missing_volume") String missingVolume,
            InputStream body)
            throws IOException {
        SeriesParameters.series(exchange, symbol, timeframe);
        Series requested = CandlePushReader.series(exchange, symbol, timeframe, missingVolume);
        return push.push(requested, ArrowPush.read(body, missingVolume != null));
    }
}
