package dev.quarry.security.http;

import dev.quarry.platform.http.Gate;
import dev.quarry.platform.http.Problems;
import dev.quarry.security.SecuritySettings;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * While security is off and the server listens on loopback, only requests to names of loopback are answered: a page
 * whose own name is made to point to 127.0.0.1 (DNS rebinding) belongs to the same site for the browser, but it cannot
 * choose the header Host.
 */
@Dependent
public class LoopbackNames implements Gate {

    private static final Pattern NAME = Pattern.compile(
            "(localhost|[a-z0-9.-]+\\.localhost|127(\\.\\d{1,3}){3}|\\[(::1|0:0:0:0:0:0:0:1)])\\.?(:\\d{0,5})?");

    private final SecuritySettings security;
    private final ListenAddress address;

    @Inject
    public LoopbackNames(SecuritySettings security, ListenAddress address) {
        this.security = security;
        this.address = address;
    }

    @Override
    public int order() {
        return Gate.NAMES;
    }

    @Override
    public void pass(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        List<String> hosts = Collections.list(request.getHeaders("Host"));
        if (hosts.size() > 1) {
            Problems.write(response, 400, "The header Host must be given once");
        } else if (!security.isOn()
                && address.isLoopback(request.getLocalAddr())
                && hosts.stream().anyMatch(host -> !isLoopbackName(host))) {
            Problems.write(
                    response,
                    403,
                    "While security is off only names of this machine are answered, such as localhost; other names need"
                            + " --security on");
        } else {
            chain.doFilter(request, response);
        }
    }

    static boolean isLoopbackName(String host) {
        return NAME.matcher(host.strip().toLowerCase(Locale.ROOT)).matches();
    }
}
