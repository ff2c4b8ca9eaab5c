package dev.quarry.platform.http;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class GatesTest {

    private final List<String> passed = new ArrayList<>();
    private final Map<String, Object> attributes = new HashMap<>();

    @Test
    void a_request_passes_all_gates_in_their_order_and_then_reaches_its_route() throws Exception {
        send(open("room", Gate.ROOM), open("headers", Gate.HEADERS), open("names", Gate.NAMES));

        assertThat(passed).containsExactly("headers", "names", "room", "route");
    }

    @Test
    void a_gate_that_answers_keeps_the_request_from_everything_behind_it() throws Exception {
        send(open("trace", Gate.TRACE), closed("names", Gate.NAMES), open("headers", Gate.HEADERS));

        assertThat(passed).containsExactly("headers", "names");
    }

    @Test
    void filters_behind_them_know_the_senders_address() throws Exception {
        send();

        assertThat(attributes).containsEntry(Gates.REMOTE_ADDRESS, "192.0.2.7");
    }

    private void send(Gate... gates) throws IOException, ServletException {
        HttpServletRequest request = (HttpServletRequest) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {HttpServletRequest.class}, (proxy, method, arguments) -> {
                    switch (method.getName()) {
                        case "getRemoteAddr" -> {
                            return "192.0.2.7";
                        }
                        case "setAttribute" -> attributes.put((String) arguments[0], arguments[1]);
                        default -> throw new UnsupportedOperationException(method.getName());
                    }
                    return null;
                });
        HttpServletResponse response = (HttpServletResponse) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {HttpServletResponse.class}, (proxy, method, arguments) -> {
                    throw new UnsupportedOperationException(method.getName());
                });
        new Gates(List.of(gates)).doFilter(request, response, (passing, answer) -> passed.add("route"));
    }

    private Gate open(String name, int order) {
        return gate(name, order, true);
    }

    private Gate closed(String name, int order) {
        return gate(name, order, false);
    }

    private Gate gate(String name, int order, boolean open) {
        return new Gate() {
            @Override
            public int order() {
                return order;
            }

            @Override
            public void pass(HttpServletRequest request, HttpServletResponse response, FilterChain rest)
                    throws IOException, ServletException {
                passed.add(name);
                if (open) {
                    rest.doFilter(request, response);
                }
            }
        };
    }
}
