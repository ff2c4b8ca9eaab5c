package dev.quarry.console;

import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;

/**
 * Serves the console, its page at each of its addresses, its files and its libraries, the contract at {@code /openapi}
 * and a page to try it at {@code /openapi/ui}. Browsers cache what has a version in its path for good; the rest is requested each time and
 * answered with 304 while it is unchanged.
 */
@WebServlet({
    "",
    "/index.html",
    "/openapi",
    "/openapi/ui",
    "/problems",
    "/jobs",
    "/jobs/*",
    "/new",
    "/new/*",
    "/backtest",
    "/research",
    "/research/*",
    "/frozen",
    "/frozen/*",
    "/leaderboard",
    "/leaderboard/*",
    "/patterns",
    "/strategies",
    "/strategies/*",
    "/presets",
    "/prices",
    "/schedules",
    "/keys",
    "/audit",
    "/console/*",
    "/webjars/*"
})
public class ConsoleServlet extends HttpServlet {

    private static final long serialVersionUID = 1L;

    private final transient ConsoleFiles files;

    @Inject
    public ConsoleServlet(ConsoleFiles files) {
        this.files = files;
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String path = request.getRequestURI().substring(request.getContextPath().length());
        if (path.startsWith("/console/") || path.startsWith("/webjars/")) {
            Optional<StaticFile> file = path.startsWith("/console/") ? files.ofConsole(path) : files.ofLibrary(path);
            if (file.isEmpty()) {
                response.sendError(HttpServletResponse.SC_NOT_FOUND);
            } else {
                send(file.get(), "public, max-age=31536000, immutable", request, response);
            }
        } else if (path.equals("/openapi")) {
            send(files.contract(), "no-cache", request, response);
        } else if (path.equals("/openapi/ui")) {
            send(files.explorer(), "no-cache", request, response);
        } else {
            send(files.page(), "no-cache", request, response);
        }
    }

    private static void send(StaticFile file, String keep, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        boolean zipped = accepts(request.getHeader("Accept-Encoding"));
        String tag = '"' + file.digest() + (zipped ? "-gz" : "") + '"';
        response.setHeader("ETag", tag);
        response.setHeader("Cache-Control", keep);
        response.setHeader("Vary", "Accept-Encoding");
        String held = request.getHeader("If-None-Match");
        if (held != null && (held.equals("*") || held.contains(tag))) {
            response.setStatus(HttpServletResponse.SC_NOT_MODIFIED);
            return;
        }
        byte[] body = zipped ? file.compressed() : file.content();
        response.setContentType(file.mediaType());
        response.setContentLength(body.length);
        if (zipped) {
            response.setHeader("Content-Encoding", "gzip");
        }
        response.getOutputStream().write(body);
    }

    private static boolean accepts(String encodings) {
        return encodings != null
                && encodings.contains("gzip")
                && !encodings.matches(".*gzip\\s*;\\s*q=0(\\.0*)?(,.*)?");
    }
}
