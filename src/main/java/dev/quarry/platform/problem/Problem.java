package dev.quarry.platform.problem;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;

/**
 * Problem details as RFC 9457 writes them.
 *
 * @param type always {@code about:blank}: the status says what kind it is
 * @param title the kind of problem
 * @param status the HTTP status
 * @param detail what happened, for people to read; the only member that clients of the reference know
 * @param errors the fields that are wrong, {@value Violation#WHOLE} for the body as a whole; absent when the problem is
 *     not about fields
 * @param jobId the job to wait for; absent when there is none
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Problem(String type, String title, int status, String detail, List<Violation> errors, Long jobId) {

    /** The media type of problem details in JSON. */
    public static final String MEDIA_TYPE = "application/problem+json";

    public Problem {
        errors = errors == null
                ? List.of()
                : errors.stream().map(Violation::named).toList();
    }

    public Problem(int status, String title, String detail, List<Violation> errors) {
        this("about:blank", title, status, detail, errors, null);
    }
}
