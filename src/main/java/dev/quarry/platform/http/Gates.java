package dev.quarry.platform.http;

import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.annotation.WebFilter;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Comparator;
import java.util.List;

/**
 * Leads every request through the {@link Gate}s in their order, with its sender's address as a property: for filters of
 * JAX-RS the request itself is a proxy, which is made anew for each.
 */
@WebFilter(
        urlPatterns = "/*",
        asyncSupported = true,
        dispatcherTypes = {DispatcherType.REQUEST, DispatcherType.ASYNC})
public class Gates extends HttpFilter {

    private static final long serialVersionUID = 1L;

    /** The request property that contains the address at the other end of the connection. */
    public static final String REMOTE_ADDRESS = "quarry.remote-address";

    private final transient List<Gate> inOrder;

    @Inject
    public Gates(Instance<Gate> gates) {
        this(gates.stream().toList());
    }

    Gates(List<Gate> gates) {
        inOrder = gates.stream().sorted(Comparator.comparingInt(Gate::order)).toList();
    }

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        request.setAttribute(REMOTE_ADDRESS, request.getRemoteAddr());
        new From(0, chain).doFilter(request, response);
    }

    /** The gates from that one on, and what comes behind the last one. */
    private final class From implements FilterChain {
        private final int index;
        private final FilterChain chain;

        From(int index, FilterChain chain) {
            this.index = index;
            this.chain = chain;
        }

        @Override
        public void doFilter(ServletRequest request, ServletResponse response) throws IOException, ServletException {
            if (index == inOrder.size()) {
                chain.doFilter(request, response);
            } else {
                inOrder.get(index)
                        .pass((HttpServletRequest) request, (HttpServletResponse) response, new From(index + 1, chain));
            }
        }
    }
}
