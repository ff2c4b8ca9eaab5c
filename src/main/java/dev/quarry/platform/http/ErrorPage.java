package dev.quarry.platform.http;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.regex.Pattern;

/**
 * Answers errors outside of all routes, and requests that fail before a route is found, with problem details instead of
 * an HTML page. A person who opens an address that nothing has, in a browser, gets the console's page, which says so.
 */
@WebServlet({ErrorPage.PATH, ErrorPage.MALFORMED, ErrorPage.METHOD})
public class ErrorPage extends HttpServlet {

    static final String PATH = "/problem";

    /** The path to which malformed requests are led. */
    static final String MALFORMED = "/problem/malformed";

    /** The path to which requests are led whose method no route has. */
    static final String METHOD = "/problem/method";

    private static final String CONSOLE = "/index.html";

    /** Paths of programs, whose answers are problem details whoever asks. */
    private static final Pattern OF_PROGRAMS =
            Pattern.compile("/(v1|mcp|health|metrics|openapi|console|webjars|problem)(/.*)?");

    private static final long serialVersionUID = 1L;

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response)
            throws ServletException, IOException {
        switch (request.getServletPath()) {
            case MALFORMED ->
                Problems.write(
                        response, HttpServletResponse.SC_BAD_REQUEST, "The path or the header Host is malformed");
            case METHOD -> write(response, HttpServletResponse.SC_METHOD_NOT_ALLOWED);
            default -> {
                Object code = request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE);
                int status = code instanceof Integer known ? known : HttpServletResponse.SC_NOT_FOUND;
                if (status == HttpServletResponse.SC_NOT_FOUND && isOpenedByAPerson(request)) {
                    response.setStatus(status);
                    request.getRequestDispatcher(CONSOLE).forward(request, response);
                } else {
                    write(response, status);
                }
            }
        }
    }

    /** Browsers ask for HTML by name when a page is opened; scripts and tools do not. */
    private static boolean isOpenedByAPerson(HttpServletRequest request) {
        String accept = request.getHeader("Accept");
        Object path = request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI);
        return request.getMethod().equals("GET")
                && accept != null
                && accept.contains("text/html")
                && path instanceof String text
                && !OF_PROGRAMS
                        .matcher(text.substring(request.getContextPath().length()))
                        .matches();
    }

    private static void write(HttpServletResponse response, int status) throws IOException {
        Problems.write(response, status, ProblemMapper.detail(status));
    }
}
