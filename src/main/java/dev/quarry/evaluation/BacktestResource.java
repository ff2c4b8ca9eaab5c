package dev.quarry.evaluation;

import dev.quarry.platform.json.PayloadReader;
import dev.quarry.platform.security.RequiredRole;
import dev.quarry.platform.security.Role;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
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

    /** RESTEasy looks for one; the bean is made by the other. */
    public BacktestResource() {
        this(null, null);
    }

    /** Runs the strategy over stored prices and answers with everything it gave. */
    @RequiredRole(Role.SUBMIT)
    @POST
    @Operation(operationId = "runBacktest", summary = "One back-test, in the request")
    @RequestBodySchema(BacktestRequest.class)
    @APIResponse(responseCode = "404", description = "There are no prices of that market")
    public BacktestAnswer run(JsonNode body) {
        return evaluation.run(reader.read(body, BacktestRequest.class));
    }
}
