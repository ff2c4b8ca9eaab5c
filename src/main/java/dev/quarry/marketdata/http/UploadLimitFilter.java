package dev.quarry.marketdata.http;

import dev.quarry.marketdata.ingest.ImportSettings;
import dev.quarry.platform.problem.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.ext.Provider;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;

/**
 * Refuses a body that is too large before it is received: by its announced length, or, when none is announced, as soon
 * as it has passed the limit.
 */
@Provider
@UploadLimited
@ApplicationScoped
public class UploadLimitFilter implements ContainerRequestFilter {

    private final ImportSettings settings;

    @Inject
    public UploadLimitFilter(ImportSettings settings) {
        this.settings = settings;
    }

    /** RESTEasy looks for one; the bean is made by the other. */
    public UploadLimitFilter() {
        this(null);
    }

    @Override
    public void filter(ContainerRequestContext request) {
        String announced = request.getHeaderString(HttpHeaders.CONTENT_LENGTH);
        if (announced != null && Long.parseLong(announced) > settings.maxBytes()) {
            throw tooLarge(settings.maxBytes());
        }
        request.setEntityStream(new Limited(request.getEntityStream(), settings.maxBytes()));
    }

    private static ProblemException tooLarge(long limit) {
        return new ProblemException(
                413,
                "Content too large",
                String.format(
                        Locale.ROOT,
                        "The file is larger than %,d bytes, the limit of this server (quarry.import.max-bytes).",
                        limit));
    }

    private static final class Limited extends FilterInputStream {

        private final long limit;
        private long received;

        Limited(InputStream body, long limit) {
            super(body);
            this.limit = limit;
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
            count(n);
            return n;
        }

        private void count(int bytes) {
            received += Math.max(0, bytes);
            if (received > limit) {
                throw tooLarge(limit);
            }
        }
    }
}
