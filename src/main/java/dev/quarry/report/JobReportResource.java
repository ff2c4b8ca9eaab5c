package dev.quarry.report;

import dev.quarry.forward.WinnerName;
import dev.quarry.platform.http.QueryParameter;
import dev.quarry.platform.http.Whole;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.net.URI;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;

/** Reports on what a search found. */
@Path("jobs/{id}/report")
@ApplicationScoped
public class JobReportResource {

    private final Reports reports;

    @Inject
    JobReportResource(Reports reports) {
        this.reports = reports;
    }

    /** RESTEasy needs a constructor without parameters; CDI uses the other one. */
    public JobReportResource() {
        this(null);
    }

    /** The report on a search's best, or on one row of its result. */
    @GET
    @Produces(MediaType.TEXT_HTML)
    @Operation(
            operationId = "getJobReport",
            summary = "What a search found as a document to be sent: one HTML file",
            description =
                    "Of a discovery its winner with the best return, of a grid search the first row of its result or the one that is"
                            + " named; as for a stored run.")
    @APIResponse(responseCode = "404", description = "There is no such job")
    @APIResponse(
            responseCode = "409",
            description =
                    "The job has no such result, or the prices or the engine are no longer those it was found with")
    public Response report(
            @PathParam("id") @Whole String id,
            @QueryParam("row") @Whole(min = 0, max = Integer.MAX_VALUE) String row,
            @Context UriInfo uri) {
        long job = QueryParameter.id("id", id);
        URI base = uri.getBaseUri();
        String html = row == null
                ? reports.ofJob(job, base)
                : reports.of(
                        new WinnerName(null, job, QueryParameter.integer("row", row, 0, 0, Integer.MAX_VALUE)), base);
        return ReportResource.document(html, "job-" + job + (row == null ? "" : "-row-" + row));
    }
}
