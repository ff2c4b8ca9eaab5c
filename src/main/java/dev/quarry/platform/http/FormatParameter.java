package dev.quarry.platform.http;

import dev.quarry.platform.columns.ColumnFormat;
import dev.quarry.platform.problem.InvalidInputException;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.PreMatching;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.ext.Provider;
import java.util.ArrayList;
import java.util.List;

/** {@code ?format=csv} says what an Accept header would, for links, which cannot have one. */
@Provider
@PreMatching
public class FormatParameter implements ContainerRequestFilter {

    /** The name of the parameter. */
    public static final String NAME = "format";

    private static final String JSON = "json";

    @Override
    public void filter(ContainerRequestContext request) {
        if (!request.getMethod().equals(HttpMethod.GET)
                || request.getUriInfo().getRequestUri().getRawQuery() == null) {
            return;
        }
        String format = request.getUriInfo().getQueryParameters().getFirst(NAME);
        if (format != null && !format.isBlank()) {
            request.getHeaders().putSingle(HttpHeaders.ACCEPT, mediaType(format));
        }
    }

    private static String mediaType(String format) {
        if (format.equals(JSON)) {
            return MediaType.APPLICATION_JSON;
        }
        return ColumnFormat.of(format).map(ColumnFormat::mediaType).orElseThrow(() -> {
            List<String> known = new ArrayList<>(List.of(JSON));
            known.addAll(ColumnFormat.codes());
            return new InvalidInputException(NAME, "must be one of " + String.join(", ", known));
        });
    }
}
