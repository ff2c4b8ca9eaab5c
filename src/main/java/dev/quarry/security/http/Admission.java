package dev.quarry.security.http;

import dev.quarry.platform.problem.Problem;
import dev.quarry.platform.security.Role;
import dev.quarry.security.Caller;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What becomes of a request by its headers.
 *
 * @param caller who sent it; null where it is refused
 * @param refusal the answer; null where it may proceed
 * @param headers of the refusal
 */
public record Admission(Caller caller, Problem refusal, Map<String, String> headers) {

    static Admission of(Caller caller) {
        return new Admission(caller, null, Map.of());
    }

    static Admission refused(int status, String title, String detail, Map<String, String> headers) {
        return new Admission(null, new Problem(status, title, detail, List.of()), headers);
    }

    static Admission fromAnotherSite() {
        return refused(
                403, "Forbidden", "Pages of other sites may not change anything (quarry.cors.origins)", Map.of());
    }

    static Admission tooMany(int pause) {
        return refused(
                429,
                "Too many requests",
                "The limit of this node is reached; try again in " + pause + " s",
                Map.of("Retry-After", Integer.toString(pause)));
    }

    /** @param wrong whether there was a key or a token */
    static Admission challenge(boolean wrong) {
        return refused(
                401,
                "Unauthorized",
                wrong
                        ? "The key or token is not valid"
                        : "Send a key or a token: Authorization: Bearer …, or X-Api-Key: …",
                Map.of(
                        "WWW-Authenticate",
                        wrong ? "Bearer realm=\"quarry\", error=\"invalid_token\"" : "Bearer realm=\"quarry\""));
    }

    /** The answer to a caller whose role is too low. */
    public static Problem roleMissing(Role asked, Role role) {
        return new Problem(
                403,
                "Forbidden",
                String.format(
                        Locale.ROOT, "This needs the role %s; the key or token has %s", asked.code(), role.code()),
                List.of());
    }
}
