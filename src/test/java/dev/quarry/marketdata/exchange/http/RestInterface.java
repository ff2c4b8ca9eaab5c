package dev.quarry.marketdata.exchange.http;

import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.client.ClientBuilder;
import jakarta.ws.rs.client.WebTarget;
import java.lang.reflect.Parameter;
import java.lang.reflect.Proxy;
import java.util.concurrent.TimeUnit;
import org.glassfish.jersey.client.ClientProperties;

/** Asks through a rest client interface without a server: what is needed of MicroProfile Rest Client, and no more. */
public final class RestInterface {

    private RestInterface() {}

    /** The interface as a client of that address; reads for at most so long. */
    public static <T> T client(Class<T> api, String address, long readMillis) {
        WebTarget base = ClientBuilder.newBuilder()
                .connectTimeout(5, TimeUnit.SECONDS)
                .readTimeout(readMillis, TimeUnit.MILLISECONDS)
                .property(ClientProperties.FOLLOW_REDIRECTS, false)
                .build()
                .target(address);
        return api.cast(Proxy.newProxyInstance(api.getClassLoader(), new Class<?>[] {api}, (self, method, values) -> {
            WebTarget target = base.path(method.getAnnotation(Path.class).value());
            for (int i = 0; i < values.length; i++) {
                Parameter parameter = method.getParameters()[i];
                QueryParam query = parameter.getAnnotation(QueryParam.class);
                target = query != null
                        ? target.queryParam(query.value(), values[i])
                        : target.resolveTemplate(
                                parameter.getAnnotation(PathParam.class).value(), values[i]);
            }
            return target.request("application/json").get();
        }));
    }
}
