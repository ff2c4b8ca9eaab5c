package dev.quarry.platform.problem;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.quarry.platform.json.Described;
import java.util.List;

/** Problem details as RFC 9457 writes them. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Problem(
        @Described("Always \"about:blank\": the status says what kind it is")
        String type,

        @Described("The kind of problem") String title,
        @Described("The HTTP status") int status,

        @Described("What happened, for people to read; the only member that clients of the reference know")
        String detail,

        @Described("The fields that are wrong, \"body\" for the body as a whole; absent when the problem is "
                + "not about fields")
        List<Violation> errors,

        @Described("The job to wait for; absent when there is none")
        Long jobId) {

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
