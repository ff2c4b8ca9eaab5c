package dev.quarry.evaluation;

import dev.quarry.platform.json.PayloadReader;
import dev.quarry.platform.security.RequiredRole;
import dev.quarry.platform.security.Role;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBodySchema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import tools.jackson.databind.JsonNode;

/** One back-test in one request. */
@Path("backtest")
@ApplicationScoped
@Produces(MediaType.APPLICATION_JSON)
public class BacktestResource {

    private final PayloadReader reader;
    private final BacktestEvaluation evaluation;

    @Inject
    public BacktestResource(PayloadReader reader, BacktestEvaluation evaluation) {
        this.reader = reader;
        this.evaluation = evaluation;
    }

    /** RESTEasy needs a constructor without parameters; CDI uses the other one. */
    public BacktestResource() {
        this(null, null);
    }

    /**
     * Runs the strategy over stored prices, fetched first where that is possible, and answers with everything that came
     * out.
     */
    @RequiredRole(Role.SUBMIT)
    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "runBacktest",
            summary = "One back-test, in the request",
            description = "Bars that are not stored are fetched where the exchange of the series can be asked.")
    @RequestBodySchema(BacktestRequest.class)
    @APIResponse(
            responseCode = "400",
            description = "A required field is missing, or there are no prices in the range and none can be fetched")
    @APIResponse(
            responseCode = "409",
            description = "The prices take longer to fetch than a request waits: job_id and Location name the job")
    public BacktestAnswer run(JsonNode body) {
        return evaluation.run(reader.read(body, BacktestRequest.class));
    }
}
