package dev.quarry.platform.problem;

import java.util.List;

/**
 * A request that cannot be served, with the content of its problem details. Throw it from anywhere below a resource;
 * the mapper turns it into {@code application/problem+json}.
 */
public class ProblemException extends RuntimeException {

    private final int status;
    private final String title;
    private final transient List<Violation> violations;

    /**
     * @param status the HTTP status
     * @param title the kind of problem, the same text for every occurrence
     * @param detail what happened this time, for people to read
     */
    public ProblemException(int status, String title, String detail) {
        this(status, title, detail, List.of());
    }

    protected ProblemException(int status, String title, String detail, List<Violation> violations) {
        super(detail);
        this.status = status;
        this.title = title;
        this.violations = List.copyOf(violations);
    }

    /** 404: what the path names does not exist. */
    public static ProblemException notFound(String detail) {
        return new ProblemException(404, "Not found", detail);
    }

    /** 400: the request cannot be read or lacks what the route needs. */
    public static ProblemException badRequest(String detail) {
        return new ProblemException(400, "Bad request", detail);
    }

    /** The HTTP status that answers the request. */
    public int status() {
        return status;
    }

    /** The kind of problem. */
    public String title() {
        return title;
    }

    /** The fields that are wrong; empty when the problem is not about fields. */
    public List<Violation> violations() {
        return violations == null ? List.of() : violations;
    }
}
