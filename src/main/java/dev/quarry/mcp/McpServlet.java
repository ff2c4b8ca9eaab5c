package dev.quarry.mcp;

import dev.quarry.platform.http.JsonBody;
import dev.quarry.platform.http.PacedBody;
import dev.quarry.platform.http.Problems;
import dev.quarry.platform.http.ThrownProblem;
import dev.quarry.platform.problem.Problem;
import dev.quarry.platform.problem.ProblemException;
import dev.quarry.platform.sql.TimeLimit;
import dev.quarry.security.Caller;
import dev.quarry.security.http.Access;
import dev.quarry.security.http.Admission;
import dev.quarry.security.http.ListenAddress;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import tools.jackson.databind.JsonNode;

/**
 * Lets agents in, by the same keys, limits and checks as the routes under {@code /v1}, and hands their messages to the protocol. A
 * message is answered by its own answer; nothing else is ever told, so there is no stream to listen at.
 */
@WebServlet(urlPatterns = McpServlet.PATH, asyncSupported = true)
public class McpServlet extends HttpServlet {

    static final String PATH = "/mcp";
    static final String SESSION = "Mcp-Session-Id";

    private static final long serialVersionUID = 1L;

    /** As of the routes under {@code /v1}. */
    private static final Duration LIMIT = Duration.ofMinutes(1);

    private final transient Access access;
    private final transient ListenAddress address;
    private final transient Instance<AgentTool> tools;
    private final transient Instance<AgentResources> resources;
    private final transient boolean enabled;
    private final transient Duration idle;
    private final transient McpSessions sessions;
    private transient McpProtocol protocol;

    @Inject
    public McpServlet(
            Access access,
            ListenAddress address,
            Instance<AgentTool> tools,
            Instance<AgentResources> resources,
            @ConfigProperty(name = "quarry.mcp.enabled", defaultValue = "true") boolean enabled,
            @ConfigProperty(name = "quarry.mcp.sessions.max", defaultValue = "100") int maxSessions,
            @ConfigProperty(name = "quarry.mcp.sessions.idle.seconds", defaultValue = "1800") int idleSeconds) {
        this.access = access;
        this.address = address;
        this.tools = tools;
        this.resources = resources;
        this.enabled = enabled;
        this.idle = Duration.ofSeconds(idleSeconds);
        this.sessions = new McpSessions(maxSessions, idle, System::nanoTime);
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response)
            throws ServletException, IOException {
        response.setHeader("Cache-Control", "no-store");
        Admission admission = admit(request);
        if (admission.refusal() != null) {
            admission.headers().forEach(response::setHeader);
            Problems.write(response, admission.refusal());
            return;
        }
        TimeLimit.set(LIMIT);
        try {
            take(request, response, admission.caller());
        } catch (ProblemException e) {
            Problems.write(response, ThrownProblem.of(e));
        } finally {
            TimeLimit.set(null);
        }
    }

    private Admission admit(HttpServletRequest request) {
        if (!enabled) {
            return refused(404, "Not found", "Agents are not let in here (quarry.mcp.enabled)");
        }
        if (!access.isOn() && !address.isLoopback(request.getLocalAddr())) {
            return refused(
                    403,
                    "Forbidden",
                    "While security is off agents are let in on loopback only; start with --security on, and they show a key");
        }
        return access.admit(
                request::getHeader,
                true,
                access.address(request.getRemoteAddr(), request.getHeader("X-Forwarded-For")),
                false);
    }

    private static Admission refused(int status, String title, String detail) {
        return new Admission(null, new Problem(status, title, detail, List.of()), Map.of());
    }

    private void take(HttpServletRequest request, HttpServletResponse response, Caller caller)
            throws ServletException, IOException {
        // While security is off a machine may call by several addresses.
        String owner = access.isOn() ? caller.id() : "";
        String session = request.getHeader(SESSION);
        switch (request.getMethod()) {
            case "POST" -> post(request, response, caller, owner, session);
            case "DELETE" -> {
                if (session == null) {
                    throw ProblemException.badRequest("The header " + SESSION + " must name the session to end");
                }
                sessions.use(session, owner);
                protocol().service(request, response, null, caller);
                sessions.end(session);
            }
            default -> {
                response.setHeader("Allow", "POST, DELETE");
                Problems.write(
                        response, 405, "Messages are sent by POST, and answered there; a session ends by DELETE");
            }
        }
    }

    private void post(
            HttpServletRequest request, HttpServletResponse response, Caller caller, String owner, String session)
            throws ServletException, IOException {
        String encoding = request.getHeader("Transfer-Encoding");
        if (encoding != null && !encoding.strip().equalsIgnoreCase("chunked")) {
            throw ProblemException.badRequest("Transfer-Encoding must be chunked, not " + encoding);
        }
        byte[] body = JsonBody.bytes(PacedBody.paced(request.getInputStream()));
        JsonNode message = JsonBody.parse(body);
        if (message == null || !message.isObject()) {
            throw ProblemException.badRequest("The body must be one JSON-RPC message, an object");
        }
        MessageForm.check(message);
        if (!message.path("method").asString("").equals("initialize")) {
            if (session != null) {
                sessions.use(session, owner);
            }
            protocol().service(request, response, body, caller);
            return;
        }
        sessions.begin();
        String begun = null;
        try {
            protocol().service(request, response, body, caller);
            begun = response.getHeader(SESSION);
        } finally {
            sessions.begun(begun, owner);
        }
    }

    /** What knows the protocol is loaded when the first agent comes. */
    private synchronized McpProtocol protocol() {
        if (protocol == null) {
            protocol = new McpProtocol(tools.stream().toList(), resources.get(), idle);
        }
        return protocol;
    }

    @Override
    public synchronized void destroy() {
        if (protocol != null) {
            protocol.close();
        }
    }
}
