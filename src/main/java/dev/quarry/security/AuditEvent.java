package dev.quarry.security;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.OffsetDateTime;

/**
 * What an operator did, or tried to do.
 *
 * @param at when it began, by the database's clock
 * @param caller the name of the key, the user of the token, or {@code anonymous} while security is off
 * @param address where the request came from
 * @param action the HTTP method and the path, as they were sent
 * @param request the beginning of the body; null when there was none
 * @param status the HTTP status of the answer; null while the action is under way, or when the node died before it was
 *     answered
 * @param outcome {@code done}, {@code refused}, {@code failed} or {@code unknown}, by the status
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
public record AuditEvent(
        long id,
        OffsetDateTime at,
        String caller,
        String address,
        String action,
        String request,
        Integer status,
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
