package dev.quarry.platform.http;

import dev.quarry.platform.columns.ColumnFormat;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedHashMap;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.UriInfo;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.annotation.Annotation;
import java.lang.reflect.Proxy;
import java.net.URI;

/** Writes answers that are tables, as the server does. */
public final class WrittenTables {

    private WrittenTables() {}

    /** A request for that path with its query. */
    public static UriInfo uri(String pathAndQuery) {
        URI uri = URI.create("http://localhost/v1" + pathAndQuery);
        MultivaluedMap<String, String> query = new MultivaluedHashMap<>();
        if (uri.getQuery() != null) {
            for (String one : uri.getQuery().split("&")) {
                query.add(one.substring(0, one.indexOf('=')), one.substring(one.indexOf('=') + 1));
            }
        }
        return (UriInfo) Proxy.newProxyInstance(
                UriInfo.class.getClassLoader(),
                new Class<?>[] {UriInfo.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "getQueryParameters" -> query;
                    case "getRequestUri" -> uri;
                    default -> throw new UnsupportedOperationException(method.getName());
                });
    }

    /** Its bytes in that format. */
    public static byte[] bytes(TableAnswer answer, ColumnFormat format) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        write(answer, format, out);
        return out.toByteArray();
    }

    /** Writes it in that format. */
    public static void write(TableAnswer answer, ColumnFormat format, OutputStream out) throws IOException {
        write(answer, format, new MultivaluedHashMap<>(), out);
    }

    static void write(TableAnswer answer, ColumnFormat format, MultivaluedMap<String, Object> headers, OutputStream out)
            throws IOException {
        new TableBody()
                .writeTo(
                        answer,
                        TableAnswer.class,
                        TableAnswer.class,
                        new Annotation[0],
                        MediaType.valueOf(format.mediaType()),
                        headers,
                        out);
    }
}
