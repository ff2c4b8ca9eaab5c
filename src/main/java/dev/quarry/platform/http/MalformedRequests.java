package dev.quarry.platform.http;

import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import jakarta.servlet.annotation.WebListener;
import java.io.ByteArrayOutputStream;
import java.lang.reflect.Method;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Payara finds the application of a request before any filter, and where it cannot, because the path cannot be decoded
 * or the host has no name, it does nothing and answers 200; others, and TRACE, it refuses with an empty body. So a
 * probe of its Grizzly, which sees requests before that, leads them to the page that refuses them. Servers without
 * Grizzly refuse them themselves.
 */
@WebListener
public class MalformedRequests implements ServletContextListener {

    private static final Logger LOG = Logger.getLogger(MalformedRequests.class.getName());

    @Override
    public void contextInitialized(ServletContextEvent event) {
        ClassLoader loader = event.getServletContext().getClass().getClassLoader();
        try {
            Requests requests = new Requests(loader);
            GrizzlyListeners.watch(
                    loader,
                    "http.server.HttpServerFilter",
                    "http.server.HttpServerProbe",
                    Map.of("onRequestReceiveEvent", received -> requests.received(received[2])));
        } catch (ClassNotFoundException e) {
            LOG.log(Level.FINE, "This server has no Grizzly");
        } catch (ReflectiveOperationException | RuntimeException e) {
            LOG.log(Level.WARNING, "This server will answer 200 to requests whose path cannot be decoded", e);
        }
    }

    /**
     * Whether the server can read a path: UTF-8 when decoded, without characters that would change its segments or end
     * it.
     */
    static boolean decodable(String path) {
        ByteArrayOutputStream decoded = new ByteArrayOutputStream(path.length());
        for (int k = 0; k < path.length(); k++) {
            int code = path.charAt(k);
            if (code == '%') {
                int high = k + 2 < path.length() ? Character.digit(path.charAt(k + 1), 16) : -1;
                int low = k + 2 < path.length() ? Character.digit(path.charAt(k + 2), 16) : -1;
                code = high < 0 || low < 0 ? '/' : 16 * high + low;
                if (code == '/') {
                    return false;
                }
                k += 2;
            }
            if (code == 0 || code == '\\') {
                return false;
            }
            decoded.write(code);
        }
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(decoded.toByteArray()));
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }

    /** Whether the value of a {@code Host} header contains no name. */
    static boolean nameless(String host) {
        return host.isBlank() || host.strip().startsWith(":");
    }

    /** Checks every request that Grizzly passes to the server. */
    private static final class Requests {
        private final Method packet;
        private final Method path;
        private final Method header;
        private final Method method;
        private final Method setPath;
        private final Method setMethod;
        private final Method setHeader;

        Requests(ClassLoader loader) throws ReflectiveOperationException {
            packet = Class.forName(GrizzlyListeners.PACKAGE + "http.server.Request", true, loader)
                    .getMethod("getRequest");
            Class<?> type = Class.forName(GrizzlyListeners.PACKAGE + "http.HttpRequestPacket", true, loader);
            path = type.getMethod("getRequestURI");
            header = type.getMethod("getHeader", String.class);
            method = type.getMethod("getMethod");
            setMethod = type.getMethod("setMethod", String.class);
            setPath = type.getMethod("setRequestURI", String.class);
            setHeader = type.getMethod("setHeader", String.class, String.class);
        }

        void received(Object received) throws ReflectiveOperationException {
            Object request = packet.invoke(received);
            boolean nameless = header.invoke(request, "Host") instanceof String host && nameless(host);
            if (nameless) {
                setHeader.invoke(request, "Host", "localhost");
            }
            if (nameless || !decodable((String) path.invoke(request))) {
                setPath.invoke(request, ErrorPage.MALFORMED);
            } else if (method.invoke(request).toString().equals("TRACE")) {
                setMethod.invoke(request, "GET");
                setPath.invoke(request, ErrorPage.METHOD);
            }
        }
    }
}
