package dev.quarry.operations.metrics;

import dev.quarry.platform.security.AnswersWithoutDatabase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;

/** This node's figures, for Prometheus. */
@Path("/metrics")
@ApplicationScoped
public class MetricsResource {

    private final Meters meters;
    private final QueueGauges gauges;

    @Inject
    public MetricsResource(Meters meters, QueueGauges gauges) {
        this.meters = meters;
        this.gauges = gauges;
    }

    /** RESTEasy needs a constructor without parameters; CDI uses the other one. */
    public MetricsResource() {
        this(null, null);
    }

    /** All figures in Prometheus' text format. */
    @GET
    @AnswersWithoutDatabase
    @Produces(MediaType.TEXT_PLAIN)
    @Operation(operationId = "getMetrics", summary = "The node's figures as Prometheus text")
    @APIResponseSchema(String.class)
    public Response scrape() {
        gauges.refresh();
        return Response.ok(meters.scrape(), Meters.MEDIA_TYPE)
                .header("Cache-Control", "no-store")
                .build();
    }
}
