package dev.quarry.discovery;

import dev.quarry.ledger.AssessmentStore;
import dev.quarry.ledger.query.KnownStrategies;
import dev.quarry.ledger.query.MarketFilter;
import dev.quarry.ledger.query.RunDistribution;
import dev.quarry.ledger.query.RunQuery;
import dev.quarry.ledger.query.RunSearch;
import dev.quarry.platform.http.QueryParameter;
import dev.quarry.platform.problem.InvalidInputException;
import dev.quarry.sweep.Metric;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedHashMap;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.UriInfo;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;

/** The distribution of a metric over tested runs. */
@Path("discovery/distribution")
@ApplicationScoped
@Produces(MediaType.APPLICATION_JSON)
public class DistributionResource {

    private static final String METRIC = "metric";
    private static final String BINS = "bins";

    private final RunSearch search;
    private final KnownStrategies strategies;
    private final AssessmentStore assessments;

    @Inject
    public DistributionResource(RunSearch search, KnownStrategies strategies, AssessmentStore assessments) {
        this.assessments = assessments;
        this.strategies = strategies;
        this.search = search;
    }

    /** RESTEasy needs a constructor without parameters; CDI uses the other one. */
    public DistributionResource() {
        this(null, null, null);
    }

    /**
     * The distribution of {@code metric} (total_return) in {@code bins} (40, at most 200) over the runs of the same
     * filters as in {@code GET /discovery/runs}.
     */
    @GET
    @Parameter(
            name = "strategy",
            in = ParameterIn.QUERY,
            description = MarketFilter.STRATEGY,
            schema = @Schema(type = SchemaType.STRING))
    @Parameter(name = "exchange", in = ParameterIn.QUERY, schema = @Schema(type = SchemaType.STRING))
    @Parameter(name = "symbol", in = ParameterIn.QUERY, schema = @Schema(type = SchemaType.STRING))
    @Parameter(name = "timeframe", in = ParameterIn.QUERY, schema = @Schema(type = SchemaType.STRING))
    @Parameter(name = "start_ts", in = ParameterIn.QUERY, schema = @Schema(type = SchemaType.STRING))
    @Parameter(name = "end_ts", in = ParameterIn.QUERY, schema = @Schema(type = SchemaType.STRING))
    @Parameter(name = "job_id", in = ParameterIn.QUERY, schema = @Schema(type = SchemaType.INTEGER))
    @Parameter(name = "winners", in = ParameterIn.QUERY, schema = @Schema(type = SchemaType.BOOLEAN))
    @Parameter(name = "params_hash", in = ParameterIn.QUERY, schema = @Schema(type = SchemaType.STRING))
    @Parameter(name = "verdict", in = ParameterIn.QUERY, schema = @Schema(type = SchemaType.STRING))
    @Parameter(
            name = METRIC,
            in = ParameterIn.QUERY,
            schema = @Schema(type = SchemaType.STRING, defaultValue = "total_return"))
    @Parameter(
            name = BINS,
            in = ParameterIn.QUERY,
            schema = @Schema(type = SchemaType.INTEGER, minimum = "2", maximum = "200", defaultValue = "40"))
    @Operation(operationId = "getRunDistribution", summary = "How a metric is spread over the tested runs")
    public RunDistribution distribution(@Context UriInfo uri) {
        MultivaluedMap<String, String> query = new MultivaluedHashMap<>(uri.getQueryParameters());
        String metric = query.getFirst(METRIC) == null ? Metric.TOTAL_RETURN.text() : query.getFirst(METRIC);
        int bins = QueryParameter.integer(BINS, query.getFirst(BINS), 40, 2, 200);
        if (Metric.of(metric).isEmpty()) {
            throw new InvalidInputException(METRIC, "must be one of " + String.join(", ", Metric.names()));
        }
        query.remove(METRIC);
        query.remove(BINS);
        query.putSingle("sort", metric);
        RunQuery read = RunQueryReader.read(query, strategies, assessments);
        return search.distribution(read, bins);
    }
}
