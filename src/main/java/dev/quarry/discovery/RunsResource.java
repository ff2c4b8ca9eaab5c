package dev.quarry.discovery;

import dev.quarry.ledger.AssessmentStore;
import dev.quarry.ledger.JudgedPreset;
import dev.quarry.ledger.RunHash;
import dev.quarry.ledger.RunSetup;
import dev.quarry.ledger.RunVerdict;
import dev.quarry.ledger.query.FoundRun;
import dev.quarry.ledger.query.KnownStrategies;
import dev.quarry.ledger.query.MarketFilter;
import dev.quarry.ledger.query.RunPage;
import dev.quarry.ledger.query.RunSearch;
import dev.quarry.ledger.query.RunStream;
import dev.quarry.platform.http.QueryParameter;
import dev.quarry.platform.http.TableAnswer;
import dev.quarry.platform.json.Described;
import dev.quarry.platform.problem.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;

/** Every combination that any discovery tested. */
@Path("discovery/runs")
@ApplicationScoped
@Produces(MediaType.APPLICATION_JSON)
public class RunsResource {

    private final RunSearch search;
    private final KnownStrategies strategies;
    private final AssessmentStore assessments;
    private final RunStream stream;

    @Inject
    public RunsResource(RunSearch search, AssessmentStore assessments, KnownStrategies strategies, RunStream stream) {
        this.strategies = strategies;
        this.search = search;
        this.assessments = assessments;
        this.stream = stream;
    }

    /** RESTEasy needs a constructor without parameters; CDI uses the other one. */
    public RunsResource() {
        this(null, null, null, null);
    }

    /** A page of the runs that the query asks for. */
    @GET
    @Operation(
            operationId = "listRuns",
            summary = "Tested runs, page by page",
            description = "Also takes min_<metric> and max_<metric>, both inclusive, for every metric, and"
                    + " param.<name>=<value> for every parameter of grid or base parameters; given several times, any"
                    + " of the values will do. As CSV or Arrow it has all runs instead of a page, in no order unless sort"
                    + " is given.")
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
            name = "sort",
            in = ParameterIn.QUERY,
            description = "A metric, tested_at or grid_index",
            schema = @Schema(type = SchemaType.STRING, defaultValue = "total_return"))
    @Parameter(
            name = "order",
            in = ParameterIn.QUERY,
            schema =
                    @Schema(
                            type = SchemaType.STRING,
                            enumeration = {"asc", "desc"}))
    @Parameter(name = "format", in = ParameterIn.QUERY, schema = @Schema(type = SchemaType.STRING))
    @Parameter(name = "cursor", in = ParameterIn.QUERY, schema = @Schema(type = SchemaType.STRING))
    @Parameter(
            name = "limit",
            in = ParameterIn.QUERY,
            schema = @Schema(type = SchemaType.INTEGER, minimum = "1", maximum = "1000", defaultValue = "50"))
    public Page list(@Context UriInfo uri) {
        return page(uri.getQueryParameters());
    }

    /** The same for a query that does not come in an address: values by name. */
    public Page page(Map<String, List<String>> query) {
        RunPage page = search.page(RunQueryReader.read(query, strategies, assessments));
        Map<String, RunSetup> setups = new HashMap<>();
        page.runs().forEach(found -> setups.put(found.run().paramsHash(), found.setup()));
        return Page.of(page, assessments.verdicts(setups));
    }

    /** All runs that the query asks for, not a page of them, as a table. */
    @GET
    @Produces({TableAnswer.CSV, TableAnswer.ARROW, TableAnswer.PARQUET})
    @Operation(hidden = true)
    public TableAnswer table(@Context UriInfo uri) {
        RunStream.Chosen runs =
                stream.choose(RunQueryReader.readTable(uri.getQueryParameters(), strategies, assessments));
        return RunTable.of(runs, assessments.allVerdicts(), uri.getRequestUri().getRawQuery());
    }

    /** One run with all that is known of it. */
    @GET
    @Path("{params_hash}")
    @Operation(operationId = "getRun", summary = "One tested run, whole")
    public WholeRun find(@PathParam("params_hash") String hash) {
        FoundRun found = found(hash);
        return WholeRun.of(found, verdict(found), search.identicalRuns(found));
    }

    /** One run as a preset; where key and name are not given, they are made from the hash. */
    @GET
    @Path("{params_hash}/preset")
    @Operation(operationId = "getRunPreset", summary = "One tested run as a preset")
    public JudgedPreset preset(
            @PathParam("params_hash") String hash, @QueryParam("key") String key, @QueryParam("name") String name) {
        FoundRun found = found(hash);
        return WholeRun.preset(
                found, verdict(found), QueryParameter.text("key", key), QueryParameter.text("name", name));
    }

    private RunVerdict verdict(FoundRun found) {
        return assessments.verdict(found.run().paramsHash(), found.setup());
    }

    private FoundRun found(String hash) {
        return search.find(RunHash.read(RunHash.NAME, hash))
                .orElseThrow(() -> ProblemException.notFound("Run not found"));
    }

    /** A page of runs. */
    public record Page(
            @Described("The runs in the requested order") List<ListedRun> runs,

            @Described("The cursor of the next page; null on the last one")
            String nextCursor,

            @Described("How many runs there were when the first page was read")
            long count,

            @Described("Whether there are more than that") boolean countCapped) {

        /** @param verdicts the verdict on each of the runs, by hash */
        static Page of(RunPage page, Map<String, RunVerdict> verdicts) {
            return new Page(
                    page.runs().stream()
                            .map(found ->
                                    ListedRun.of(found, verdicts.get(found.run().paramsHash())))
                            .toList(),
                    page.nextCursor(),
                    page.count().runs(),
                    page.count().capped());
        }
    }
}
