package dev.quarry.platform.http;

import dev.quarry.platform.json.Json;
import dev.quarry.platform.problem.Problem;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;

/** Writes problem details where JAX-RS is not involved. */
public final class Problems {

    private Problems() {}

    /** Answers with the problem's own status. */
    public static void write(HttpServletResponse response, Problem problem) throws IOException {
        response.setStatus(problem.status());
        response.setContentType(Problem.MEDIA_TYPE);
        byte[] body = Json.MAPPER.writeValueAsBytes(problem);
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
    }

    /** Answers with that status and the usual title for it. */
    public static void write(HttpServletResponse response, int status, String detail) throws IOException {
        write(response, new Problem(status, ProblemMapper.title(status), detail, List.of()));
    }
}
