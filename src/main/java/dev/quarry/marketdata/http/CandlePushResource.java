package dev.quarry.marketdata.http;

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
import jakarta.ws.rs.core.MediaType;
import java.io.InputStream;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBodySchema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;

/** Takes bars from feeds of one's own. */
@Path("prices")
@Produces(MediaType.APPLICATION_JSON)
@ApplicationScoped
public class CandlePushResource {

    private final CandlePush push;

    @Inject
    public CandlePushResource(CandlePush push) {
        this.push = push;
    }

    /** RESTEasy looks for one; the bean is made by the other. */
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
                    "Stores up to 100,000 finished bars at once, all of them or none; the same bars again change nothing.")
    @RequestBodySchema(CandlePushBody.class)
    @APIResponse(responseCode = "409", description = "Another writer keeps the series; try again")
    public PushResult push(InputStream body) {
        CandlePushReader.Push sent = new CandlePushReader().read(body);
        return push.push(sent.series(), sent.bars());
    }
}
