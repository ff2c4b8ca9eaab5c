package dev.quarry.marketdata.http;

import dev.quarry.job.http.EnqueueRoute;
import dev.quarry.marketdata.ingest.PricesIngestHandler;
import dev.quarry.marketdata.ingest.preview.FilePreview;
import dev.quarry.marketdata.ingest.preview.PricePreview;
import dev.quarry.marketdata.store.MissingBars;
import dev.quarry.marketdata.store.SeriesCoverage;
import dev.quarry.marketdata.store.SeriesStore;
import dev.quarry.platform.http.QueryParameter;
import dev.quarry.platform.http.Whole;
import dev.quarry.platform.json.Described;
import dev.quarry.platform.problem.InvalidInputException;
import dev.quarry.platform.security.RequiredRole;
import dev.quarry.platform.security.Role;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.EntityPart;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.io.IOException;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.extensions.Extension;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBodySchema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Prices: what is stored, and the jobs that ingest more. */
@Path("prices")
@Produces(MediaType.APPLICATION_JSON)
@ApplicationScoped
public class PricesResource {

    private static final int MAX_SERIES = 5000;

    private final EnqueueRoute enqueue;
    private final SeriesStore series;
    private final MissingBars missing;
    private final PriceFileUpload upload;
    private final FilePreview preview;

    @Inject
    public PricesResource(
            EnqueueRoute enqueue,
            SeriesStore series,
            MissingBars missing,
            PriceFileUpload upload,
            FilePreview preview) {
        this.enqueue = enqueue;
        this.series = series;
        this.missing = missing;
        this.upload = upload;
        this.preview = preview;
    }

    /** RESTEasy needs a constructor without parameters; CDI uses the other one. */
    public PricesResource() {
        this(null, null, null, null, null);
    }

    /** The series that are stored. */
    public record Coverage(
            @Described("The series that are stored") List<SeriesCoverage> coverage) {}

    @RequiredRole(Role.SUBMIT)
    @POST
    @Path("ingest")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "ingestPrices",
            summary = "Price ingestion",
            description = "Takes prices in from an exchange, from the sample that comes with Quarry, or from a "
                    + "file in the server's import directory.")
    @Extension(name = "x-job-type", value = "prices_ingest")
    @APIResponseSchema(EnqueueRoute.Enqueued.class)
    @APIResponse(responseCode = "409", description = "The Idempotency-Key was used for another request")
    public Response ingest(JsonNode payload, @Context UriInfo uri) {
        if (!(payload instanceof ObjectNode)) {
            throw new InvalidInputException("", "the body must be a JSON object");
        }
        return enqueue.enqueue(PricesIngestHandler.TYPE, payload, uri);
    }

    /** Receives a price file and enqueues its ingestion; when that is refused, the file is deleted again. */
    @RequiredRole(Role.SUBMIT)
    @POST
    @Path("import")
    @Consumes(MediaType.MULTIPART_FORM_DATA)
    @UploadLimited
    @RequestBodySchema(PriceFile.class)
    @Operation(
            operationId = "importPrices",
            summary = "Price import",
            description = "Receives a price file and enqueues its ingestion.")
    @Extension(name = "x-job-type", value = "prices_ingest")
    @APIResponseSchema(EnqueueRoute.Enqueued.class)
    @APIResponse(responseCode = "409", description = "The Idempotency-Key was used for another request")
    public Response importFile(List<EntityPart> parts, @Context UriInfo uri) throws IOException {
        return upload.receive(parts, payload -> enqueue.enqueue(PricesIngestHandler.TYPE, payload, uri));
    }

    /** Previews a price file; nothing is stored. */
    @RequiredRole(Role.SUBMIT)
    @POST
    @Path("preview")
    @Consumes(MediaType.MULTIPART_FORM_DATA)
    @UploadLimited
    @RequestBodySchema(PriceFile.class)
    @Operation(
            operationId = "previewPrices",
            summary = "What an import would read",
            description = "Takes the form of an import, symbol and timeframe left out if need be, and tells "
                    + "what would be read of"
                    + "its file: layout, columns, bars, what would be refused. Reads 50,000 rows "
                    + "at most. Stores nothing.")
    public PricePreview previewFile(List<EntityPart> parts) throws IOException {
        return upload.preview(parts, preview);
    }

    @GET
    @Path("coverage")
    @Operation(operationId = "listCoverage", summary = "The stored series, most bars first")
    public Coverage coverage(
            @QueryParam("limit") @Whole(min = 1, max = MAX_SERIES, defaultValue = 500) String limit,
            @QueryParam("missing") String counted) {
        List<SeriesCoverage> all = series.coverage(QueryParameter.integer("limit", limit, 500, 1, MAX_SERIES));
        return new Coverage(QueryParameter.flag("missing", counted, false) ? missing.of(all) : all);
    }
}
