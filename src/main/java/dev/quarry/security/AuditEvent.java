package dev.quarry.security;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.quarry.platform.json.Described;
import java.time.OffsetDateTime;

/** What an operator did, or tried to do. */
@JsonInclude(JsonInclude.Include.ALWAYS)
public record AuditEvent(
        @Described("Its id") long id,
        @Described("When it began, by the database's clock") OffsetDateTime at,

        @Described("The name of the key, the user of the token, or anonymous while security is off")
        String caller,

        @Described("Where the request came from") String address,

        @Described("The HTTP method and the path, as they were sent")
        String action,

        @Described("The beginning of the body; null when there was none")
        String request,

        @Described("The HTTP status of the answer; null while the action is under way, or when the node died "
                + "before it was answered")
        Integer status,

        @Described(value = "What became of it, by the status", oneOf = "done, refused, failed, unknown")
        String outcome) {

    public AuditEvent(
            long id, OffsetDateTime at, String caller, String address, String action, String request, Integer status) {
        this(id, at, caller, address, action, request, status, outcome(status));
    }

    private static String outcome(Integer status) {
        if (status == null) {
            return "unknown";
        }
        if (status < 400) {
            return "done";
        }
        return status < 500 ? "refused" : "failed";
    }
}
