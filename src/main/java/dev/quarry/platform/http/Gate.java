package dev.quarry.platform.http;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/**
 * What every request passes on its way to a route, in the {@link Gates}' one servlet filter: a server does as much around
 * each filter as most of these do themselves.
 */
public interface Gate {

    /** Headers of every answer, refusals included. */
    int HEADERS = 10;

    /** Whether the request names this server as it may. */
    int NAMES = 20;

    /** Whether this node answers the route. */
    int ROUTES = 30;

    /** The answer to {@code /health}, which waits for nothing. */
    int HEALTH = 35;

    /** A thread for the request. What comes behind it may happen on another thread than what comes before it. */
    int ROOM = 40;

    /** What belongs to the thread that does the work. */
    int TRACE = 50;

    /** Its place: lower ones come first. */
    int order();

    /**
     * Lets the request on to the rest, or answers it.
     *
     * @param rest the gates behind this one and the route
     */
    void pass(HttpServletRequest request, HttpServletResponse response, FilterChain rest)
            throws IOException, ServletException;
}
