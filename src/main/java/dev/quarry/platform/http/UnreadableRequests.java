package dev.quarry.platform.http;

import dev.quarry.platform.json.Json;
import dev.quarry.platform.problem.Problem;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import jakarta.servlet.annotation.WebListener;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Payara's Grizzly refuses requests that it cannot read as HTTP (no {@code Host}, another version, headers that are too
 * long) with an empty body. It notifies a probe first, which answers with problem details instead. Servers without
 * Grizzly give their own answers.
 */
@WebListener
public class UnreadableRequests implements ServletContextListener {

    private static final Logger LOG = Logger.getLogger(UnreadableRequests.class.getName());

    private static final String UNREADABLE =
            "The request is not HTTP/1.1 as it must be: it needs one header Host, lengths that agree, and headers that are"
                    + " well-formed and not too long";
    private static final String VERSION = "The server speaks HTTP/1.1 and HTTP/1.0";

    @Override
    public void contextInitialized(ServletContextEvent event) {
        ClassLoader loader = event.getServletContext().getClass().getClassLoader();
        try {
            Connections connections = new Connections(loader);
            GrizzlyListeners.watch(
                    loader,
                    "http.HttpServerFilter",
                    "http.HttpProbe",
                    Map.of("onErrorEvent", error -> connections.refuse(error[0], error[1])));
        } catch (ClassNotFoundException e) {
            LOG.log(Level.FINE, "This server has no Grizzly");
        } catch (ReflectiveOperationException | RuntimeException e) {
            LOG.log(Level.WARNING, "This server will refuse what is no HTTP without a body", e);
        }
    }

    /** The complete response, after which the connection is closed. */
    static byte[] answer(int status) {
        String detail = status == 505 ? VERSION : UNREADABLE;
        byte[] body =
                Json.MAPPER.writeValueAsBytes(new Problem(status, ProblemMapper.title(status), detail, List.of()));
        byte[] head = ("HTTP/1.1 " + status + " " + ProblemMapper.title(status) + "\r\nContent-Type: "
                        + Problem.MEDIA_TYPE + "\r\nContent-Length: " + body.length
                        + "\r\nX-Content-Type-Options: nosniff\r\nConnection: close\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII);
        byte[] whole = new byte[head.length + body.length];
        System.arraycopy(head, 0, whole, 0, head.length);
        System.arraycopy(body, 0, whole, head.length, body.length);
        return whole;
    }

    private static final class Connections {
        private final Class<?> requests;
        private final Method response;
        private final Method status;
        private final Method committed;
        private final Method commit;
        private final Method expectContent;
        private final Method memory;
        private final Method wrap;
        private final Method write;

        Connections(ClassLoader loader) throws ReflectiveOperationException {
            Class<?> responses = grizzly("http.HttpResponsePacket", loader);
            Class<?> connection = grizzly("Connection", loader);
            requests = grizzly("http.HttpRequestPacket", loader);
            response = requests.getMethod("getResponse");
            status = responses.getMethod("getStatus");
            committed = responses.getMethod("isCommitted");
            commit = responses.getMethod("setCommitted", boolean.class);
            expectContent = responses.getMethod("setExpectContent", boolean.class);
            memory = connection.getMethod("getMemoryManager");
            wrap = grizzly("memory.Buffers", loader)
                    .getMethod("wrap", grizzly("memory.MemoryManager", loader), byte[].class);
            write = connection.getMethod("write", Object.class);
        }

        private static Class<?> grizzly(String name, ClassLoader loader) throws ClassNotFoundException {
            return Class.forName(GrizzlyListeners.PACKAGE + name, true, loader);
        }

        /** Answers, unless an answer has begun; Grizzly then sends nothing more and closes the connection. */
        void refuse(Object connection, Object packet) throws ReflectiveOperationException {
            if (!requests.isInstance(packet)) {
                return;
            }
            Object answered = response.invoke(packet);
            if ((boolean) committed.invoke(answered)) {
                return;
            }
            int known = (int) status.invoke(answered);
            commit.invoke(answered, true);
            expectContent.invoke(answered, false);
            write.invoke(connection, wrap.invoke(null, memory.invoke(connection), answer(known < 400 ? 400 : known)));
        }
    }
}
