package dev.quarry.report;

import dev.quarry.forward.WinnerName;
import dev.quarry.ledger.RunHash;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.Locale;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;

/** Reports on stored runs. */
@Path("runs/{params_hash}/report")
@ApplicationScoped
public class ReportResource {

    private final Reports reports;

    @Inject
    ReportResource(Reports reports) {
        this.reports = reports;
    }

    /** RESTEasy needs a constructor without parameters; CDI uses the other one. */
    public ReportResource() {
        this(null);
    }

    /** The report on a run. */
    @GET
    @Produces(MediaType.TEXT_HTML)
    @Operation(
            operationId = "getRunReport",
            summary = "A run as a document to be sent: one HTML file",
            description =
                    "Figures, equity beside the asset held, returns by month, trades, costs, the verdict with its tests, where it"
                            + " comes from, and the line that runs it again. It is run again for it on the prices of its search.")
    @APIResponse(responseCode = "404", description = "There is no such run")
    @APIResponse(responseCode = "409", description = "The prices or the engine are no longer those it was found with")
    public Response report(@PathParam("params_hash") String hash, @Context UriInfo uri) {
        long number = RunHash.read(RunHash.NAME, hash);
        WinnerName name = new WinnerName(hash.toLowerCase(Locale.ROOT), null, null);
        return document(reports.of(name, uri.getBaseUri()), String.format(Locale.ROOT, "run-%016x", number));
    }

    /** A page that a browser shows, and keeps under that name. */
    static Response document(String html, String name) {
        return Response.ok(html, MediaType.TEXT_HTML + ";charset=UTF-8")
                .header("Content-Disposition", "inline; filename=\"quarry-" + name + ".html\"")
                .build();
    }
}
