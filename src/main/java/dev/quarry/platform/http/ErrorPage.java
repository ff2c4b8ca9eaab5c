package dev.quarry.platform.http;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/**
 * Answers errors outside of all routes, and requests that fail before a route is found, with problem details instead of
 * an HTML page.
 */
@WebServlet({ErrorPage.PATH, ErrorPage.MALFORMED, ErrorPage.METHOD})
public class ErrorPage extends HttpServlet {

    static final String PATH = "/problem";

    /** The path to which malformed requests are led. */
    static final String MALFORMED = "/problem/malformed";

    /** The path to which requests are led whose method no route has. */
    static final String METHOD = "/problem/method";

    private static final long serialVersionUID = 1L;

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        switch (request.getServletPath()) {
            case MALFORMED ->
                Problems.write(
                        response, HttpServletResponse.SC_BAD_REQUEST, "The path or the header Host is malformed");
            case METHOD -> write(response, HttpServletResponse.SC_METHOD_NOT_ALLOWED);
            default -> {
                Object code = request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE);
                write(response, code instanceof Integer known ? known : HttpServletResponse.SC_NOT_FOUND);
            }
        }
    }

    private static void write(HttpServletResponse response, int status) throws IOException {
        Problems.write(response, status, ProblemMapper.detail(status));
    }
}
