package dev.quarry.platform.http;

import dev.quarry.platform.problem.Problem;
import dev.quarry.platform.problem.Violation;
import dev.quarry.platform.sql.DatabaseException;
import dev.quarry.platform.sql.TransactionFailedException;
import jakarta.resource.spi.ResourceAllocationException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;
import java.net.URI;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.logging.Logger;

/**
 * Turns every error of a route into problem details. For errors that are not the client's fault they contain only a
 * reference to the log.
 */
@Provider
public class ProblemMapper implements ExceptionMapper<Throwable> {

    private static final Logger LOG = Logger.getLogger(ProblemMapper.class.getName());
    private static final Map<Integer, String> TITLES = Map.of(
            400, "Bad request",
            404, "Not found",
            405, "Method not allowed",
            406, "Not acceptable",
            408, "Request timeout",
            413, "Too large",
            415, "Unsupported media type",
            505, "HTTP version not supported");

    /** Details for statuses for which the platform only says, for example, "HTTP 404 Not Found". */
    private static final Map<Integer, String> DETAILS = Map.of(
            400, "The request cannot be read in the form that its headers announce",
            404, "There is no such route; /openapi lists those that there are",
            405, "The route does not know this method; the Allow header names those that it knows",
            406,
                    "The route cannot answer in a media type that the Accept header, or format in the query, names; it has"
                            + " application/json, and where /openapi says so text/csv, application/vnd.apache.arrow.stream and"
                            + " application/vnd.apache.parquet",
            415,
                    "The route cannot read this Content-Type; JSON routes take application/json, uploads multipart/form-data");

    @Override
    public Response toResponse(Throwable thrown) {
        if (thrown instanceof WebApplicationException e && ThrownProblem.within(e) == null) {
            int status = e.getResponse().getStatus();
            Response problem = answer(status, title(status), detail(status), List.of());
            Object allowed = e.getResponse().getHeaders().getFirst(HttpHeaders.ALLOW);
            return allowed == null
                    ? problem
                    : Response.fromResponse(problem)
                            .header(HttpHeaders.ALLOW, allowed)
                            .build();
        }
        Problem problem = ThrownProblem.of(thrown);
        Response.ResponseBuilder answer =
                Response.status(problem.status()).type(Problem.MEDIA_TYPE).entity(problem);
        if (problem.jobId() != null) {
            answer.location(URI.create("jobs/" + problem.jobId()));
        }
        if (problem.status() == 503 && ThrownProblem.within(thrown) == null) {
            answer.header(HttpHeaders.RETRY_AFTER, 2);
        }
        return answer.build();
    }

    static String title(int status) {
        return TITLES.getOrDefault(status, status < 500 ? "Request refused" : "Internal error");
    }

    static String detail(int status) {
        return DETAILS.getOrDefault(
                status,
                status < 500 ? "The request is refused with status " + status : "Something went wrong; the log has it");
    }

    /** Whether the database is away; also within JPA, which wraps the driver's exception in its own. */
    static boolean isDatabaseAway(Throwable thrown) {
        for (Throwable e = thrown; e != null; e = e.getCause()) {
            if (e instanceof TransactionFailedException || e instanceof ResourceAllocationException) {
                return true;
            }
            if (e instanceof DatabaseException database && database.isConnectionFailure()) {
                return true;
            }
            if (e instanceof SQLException sql
                    && sql.getSQLState() != null
                    && new DatabaseException(sql).isConnectionFailure()) {
                return true;
            }
        }
        return false;
    }

    private static Response answer(int status, String title, String detail, List<Violation> errors) {
        return Response.status(status)
                .type(Problem.MEDIA_TYPE)
                .entity(new Problem(status, title, detail, errors))
                .build();
    }
}
