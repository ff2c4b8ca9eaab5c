package dev.quarry.operations;

import dev.quarry.platform.http.QueryParameter;
import dev.quarry.platform.http.Whole;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** Recent activity, for people who look after the queue. */
@Path("/operations")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
public class OperationsResource {

    private static final int BUCKETS = 60;
    private static final int DAY_MINUTES = 24 * 60;
    private static final int MAX_CAUSES = 50;

    private final ActivityStore store;

    @Inject
    public OperationsResource(ActivityStore store) {
        this.store = store;
    }

    /** RESTEasy needs a constructor without parameters; CDI uses the other one. */
    public OperationsResource() {
        this(null);
    }

    /** What was stored and what ended in the last {@code minutes} (60, at most a day), in sixty spans. */
    @GET
    @Path("activity")
    @Operation(operationId = "getActivity", summary = "What came, ended and was open lately")
    public Activity activity(
            @QueryParam("minutes") @Whole(min = 1, max = DAY_MINUTES, defaultValue = 60) String minutes) {
        int asked = QueryParameter.integer("minutes", minutes, 60, 1, DAY_MINUTES);
        return store.activity(asked * 60L, asked * 60L / BUCKETS);
    }

    /** Why jobs failed in the last {@code minutes} (60, at most a day). */
    @GET
    @Path("failures")
    @Operation(operationId = "getFailureCauses", summary = "Why jobs failed lately")
    public FailureCauses failures(
            @QueryParam("minutes") @Whole(min = 1, max = DAY_MINUTES, defaultValue = 60) String minutes) {
        return store.causes(QueryParameter.integer("minutes", minutes, 60, 1, DAY_MINUTES) * 60L, MAX_CAUSES);
    }
}
