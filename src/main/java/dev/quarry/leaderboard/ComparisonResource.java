package dev.quarry.leaderboard;

import dev.quarry.ledger.AssessmentStore;
import dev.quarry.ledger.RunHash;
import dev.quarry.ledger.RunSetup;
import dev.quarry.ledger.query.FoundRun;
import dev.quarry.ledger.query.RunSearch;
import dev.quarry.platform.problem.InvalidInputException;
import dev.quarry.platform.problem.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;

/** Two stored runs side by side. */
@Path("leaderboard/compare")
@ApplicationScoped
@Produces(MediaType.APPLICATION_JSON)
public class ComparisonResource {

    private final RunSearch runs;
    private final AssessmentStore assessments;

    @Inject
    public ComparisonResource(RunSearch runs, AssessmentStore assessments) {
        this.runs = runs;
        this.assessments = assessments;
    }

    /** RESTEasy needs a constructor without parameters; CDI uses the other one. */
    public ComparisonResource() {
        this(null, null);
    }

    /** Compares the runs of two parameter sets, each named by its hash; 404 names the one that was never tested. */
    @GET
    @Operation(operationId = "compareRuns", summary = "Two tested runs side by side")
    @APIResponse(responseCode = "404", description = "One of them was never tested")
    public RunComparison compare(@QueryParam("a") String a, @QueryParam("b") String b) {
        long one = hash("a", a);
        long other = hash("b", b);
        FoundRun left = run(one);
        FoundRun right = run(other);
        Map<String, RunSetup> setups = new HashMap<>();
        setups.put(left.run().paramsHash(), left.setup());
        setups.put(right.run().paramsHash(), right.setup());
        return RunComparison.of(left, right, assessments.verdicts(setups));
    }

    private static long hash(String name, String text) {
        String hash = text == null ? "" : text.strip();
        if (hash.isEmpty()) {
            throw new InvalidInputException(name, "is required");
        }
        return RunHash.read(name, hash);
    }

    private FoundRun run(long hash) {
        return runs.find(hash)
                .orElseThrow(() -> ProblemException.notFound(
                        "No stored run has the params_hash " + HexFormat.of().toHexDigits(hash)));
    }
}
