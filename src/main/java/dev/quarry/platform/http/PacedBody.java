package dev.quarry.platform.http;

import dev.quarry.platform.problem.ProblemException;
import jakarta.annotation.Priority;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.ext.Provider;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * Gives up bodies that drip: a thread reads one at a time, and there are few threads. After ten seconds a body must have
 * come at a kilobyte a second on average. In place before anything reads the body, and after it is known who sends it.
 */
@Provider
@Priority(Priorities.AUTHORIZATION)
public class PacedBody implements ContainerRequestFilter {

    private static final long PATIENCE_NANOS = 10_000_000_000L;
    private static final long NANOS_PER_BYTE = 1_000_000_000L / 1024;

    @Override
    public void filter(ContainerRequestContext request) {
        if (isAnnounced(request)) {
            request.setEntityStream(new Paced(request.getEntityStream(), System.nanoTime()));
        }
    }

    /** True when the headers say that a body follows. */
    static boolean isAnnounced(ContainerRequestContext request) {
        String length = request.getHeaderString(HttpHeaders.CONTENT_LENGTH);
        return request.getHeaderString("Transfer-Encoding") != null || length != null && !length.equals("0");
    }

    private static final class Paced extends FilterInputStream {

        private final long start;
        private long received;

        Paced(InputStream body, long start) {
            super(body);
            this.start = start;
        }

        @Override
        public int read() throws IOException {
            int value = super.read();
            count(value < 0 ? 0 : 1);
            return value;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            int n = super.read(buffer, offset, length);
            count(Math.max(0, n));
            return n;
        }

        private void count(int bytes) {
            received += bytes;
            if (System.nanoTime() - start > PATIENCE_NANOS + received * NANOS_PER_BYTE) {
                throw new ProblemException(408, "Request timeout", "The body came too slowly");
            }
        }
    }
}
