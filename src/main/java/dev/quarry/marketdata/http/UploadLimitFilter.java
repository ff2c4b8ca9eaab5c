package dev.quarry.marketdata.http;

import dev.quarry.marketdata.ingest.ImportSettings;
import dev.quarry.platform.problem.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.ext.Provider;
import java.util.Locale;

/**
 * Refuses a body that is too large before it is received: by its announced length, or, when none is announced, as soon
 * as it exceeds the limit.
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

    /** RESTEasy needs a constructor without parameters; CDI uses the other one. */
    public UploadLimitFilter() {
        this(null);
    }

    @Override
    public void filter(ContainerRequestContext request) {
        String announced = request.getHeaderString(HttpHeaders.CONTENT_LENGTH);
        if (announced != null && Long.parseLong(announced) > settings.maxBytes()) {
            throw tooLarge(settings.maxBytes());
        }
        request.setEntityStream(
                new LimitedBody(request.getEntityStream(), settings.maxBytes(), () -> tooLarge(settings.maxBytes())));
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
}
