package dev.quarry.platform.http;

import dev.quarry.platform.io.CountedInput;
import dev.quarry.platform.problem.ProblemException;
import jakarta.annotation.Priority;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.ext.Provider;
import java.io.IOException;
import java.io.InputStream;

/**
 * Gives up bodies that arrive too slowly: a thread reads one at a time, and there are few threads. After ten seconds a
 * body must have arrived at a kilobyte per second on average. One that stops arriving is given up when the server's own
 * read timeout is over; one that breaks off, and one with a request to switch to another protocol, end where their
 * headers say. It applies before anything reads the body, and after the caller is authenticated.
 */
@Provider
@Priority(Priorities.AUTHORIZATION)
public class PacedBody implements ContainerRequestFilter {

    private static final long PATIENCE_NANOS = 10_000_000_000L;
    private static final long NANOS_PER_BYTE = 1_000_000_000L / 1024;

    @Override
    public void filter(ContainerRequestContext request) {
        String encoding = request.getHeaderString("Transfer-Encoding");
        if (encoding != null && !encoding.strip().equalsIgnoreCase("chunked")) {
            throw ProblemException.badRequest("Transfer-Encoding must be chunked, not " + encoding);
        }
        if (isAnnounced(request)) {
            request.setEntityStream(new Paced(request.getEntityStream(), System.nanoTime(), length(request)));
        } else if (request.getHeaderString("Upgrade") != null) {
            request.setEntityStream(InputStream.nullInputStream());
        }
    }

    /** The same for a body that no route reads; what comes too slowly or breaks off is a {@link ProblemException}. */
    public static InputStream paced(InputStream body) {
        return new Paced(body, System.nanoTime(), Long.MAX_VALUE);
    }

    /** Whether the headers say that a body follows. */
    static boolean isAnnounced(ContainerRequestContext request) {
        String length = request.getHeaderString(HttpHeaders.CONTENT_LENGTH);
        return request.getHeaderString("Transfer-Encoding") != null || length != null && !length.equals("0");
    }

    /**
     * The number of bytes that belong to the request. Servers count them, except when the client proposes another
     * protocol, in which everything that follows would be; nothing here accepts such a proposal.
     */
    private static long length(ContainerRequestContext request) {
        if (request.getHeaderString("Upgrade") == null || request.getHeaderString("Transfer-Encoding") != null) {
            return Long.MAX_VALUE; // a form in chunks says itself where it ends; clients of Java send both
        }
        int length = request.getLength();
        if (length < 0) {
            throw ProblemException.badRequest("Content-Length must be the number of bytes of the body");
        }
        return length;
    }

    private static final class Paced extends CountedInput {

        private final long start;
        private final long max;

        Paced(InputStream body, long start, long max) {
            super(body);
            this.start = start;
            this.max = max;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            if (count() >= max) {
                return -1;
            }
            try {
                return super.read(buffer, offset, (int) Math.min(length, max - count()));
            } catch (IOException e) {
                throw isTimeout(e) ? tooSlow() : ProblemException.badRequest("The body broke off");
            }
        }

        @Override
        protected void counted(long bytes) {
            if (System.nanoTime() - start > PATIENCE_NANOS + bytes * NANOS_PER_BYTE) {
                throw tooSlow();
            }
        }

        private static ProblemException tooSlow() {
            return new ProblemException(408, "Request timeout", "The body came too slowly");
        }

        /** Whether a read timed out, for which each server has an exception of its own. */
        private static boolean isTimeout(IOException thrown) {
            for (Throwable e = thrown; e != null; e = e.getCause()) {
                if (e.getClass().getSimpleName().contains("Timeout")) {
                    return true;
                }
            }
            return false;
        }
    }
}
