package dev.quarry.console;

import dev.quarry.platform.http.Gate;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Tells browsers to run nothing but the console's own files: no script that a page's text could bring along, no frame
 * around the console, no guess at what a file is, no API response kept on a disk.
 */
@Dependent
public class SecurityHeaders implements Gate {

    private static final String POLICY =
            "default-src 'self'; script-src 'self' '%s'; style-src 'self'; img-src 'self' data:;"
                    + " object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

    /** A report is one file with its own style, in which no script can run wherever it comes from. */
    private static final String DOCUMENT_POLICY =
            "sandbox; default-src 'none'; style-src 'unsafe-inline'; base-uri 'none';"
                    + " form-action 'none'; frame-ancestors 'none'";

    private static final Pattern DOCUMENT = Pattern.compile("/v1/(runs|jobs)/[^/]+/report");

    private final ConsoleFiles files;
    private volatile String policy;

    @Inject
    public SecurityHeaders(ConsoleFiles files) {
        this.files = files;
    }

    @Override
    public int order() {
        return Gate.HEADERS;
    }

    @Override
    public void pass(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        String path = request.getRequestURI().substring(request.getContextPath().length());
        response.setHeader("Content-Security-Policy", DOCUMENT.matcher(path).matches() ? DOCUMENT_POLICY : policy());
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setHeader("Referrer-Policy", "no-referrer");
        response.setHeader("X-Frame-Options", "DENY");
        response.setHeader("Cross-Origin-Opener-Policy", "same-origin");
        response.setHeader("Permissions-Policy", "camera=(), geolocation=(), microphone=()");
        if (request.isSecure()) {
            response.setHeader("Strict-Transport-Security", "max-age=31536000");
        }
        if (path.startsWith("/v1/")) {
            response.setHeader("Cache-Control", "no-store");
        }
        chain.doFilter(request, response);
    }

    private String policy() {
        String made = policy;
        if (made == null) {
            made = String.format(Locale.ROOT, POLICY, files.importMapHash());
            policy = made;
        }
        return made;
    }
}
