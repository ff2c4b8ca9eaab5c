package dev.quarry.platform.http;

import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;
import java.util.Map;

/** The root of the REST contract. */
@ApplicationPath("/v1")
public class RestApplication extends Application {

    /** The server's own description in WADL is off: /openapi is the description. */
    @Override
    public Map<String, Object> getProperties() {
        return Map.of("jersey.config.server.wadl.disableWadl", true);
    }
}
