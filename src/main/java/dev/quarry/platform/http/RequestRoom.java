package dev.quarry.platform.http;

import dev.quarry.platform.concurrent.DelayedWork;
import dev.quarry.platform.problem.Problem;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.context.control.RequestContextController;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Keeps threads free for {@code /health}: whatever clients do, such as not sending their bodies or not reading their
 * answers, they occupy at most {@value #MAX} of the server's 32 request threads. Requests whose body has not arrived
 * yet occupy at most half of those. A request that finds no room waits without a thread, and is refused after 25
 * seconds.
 */
@Dependent
public class RequestRoom implements Gate {

    private static final int MAX = 24;
    private static final int MAX_READING = MAX / 2;
    private static final int MAX_WAITING = 2_000;
    private static final long PATIENCE_MILLIS = 25_000;
    private static final String PLACE = RequestRoom.class.getName();

    private final Instance<RequestContextController> scopes;
    private final DelayedWork later;
    private final WaitingRoom<Waiting> all = new WaitingRoom<>(MAX, MAX_WAITING);
    private final WaitingRoom<Waiting> reading = new WaitingRoom<>(MAX_READING, MAX_WAITING);

    @Inject
    public RequestRoom(Instance<RequestContextController> scopes, DelayedWork later) {
        this.scopes = scopes;
        this.later = later;
    }

    @Override
    public int order() {
        return ROOM;
    }

    @Override
    public void pass(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        if (isHealth(request)) {
            chain.doFilter(request, response);
            return;
        }
        if (request.getAttribute(PLACE) instanceof Waiting admitted) {
            request.removeAttribute(PLACE);
            if (!admitted.begun.compareAndSet(false, true)) {
                return;
            }
            resume(admitted.room, request, response, chain);
            return;
        }
        WaitingRoom<Waiting> room = isBodyToCome(request) ? reading : all;
        if (room.enter()) {
            work(room, request, response, chain);
        } else {
            await(room, request, response);
        }
    }

    private static void work(
            WaitingRoom<Waiting> room, HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        try {
            chain.doFilter(request, response);
        } finally {
            leave(room);
        }
    }

    /**
     * Continues a request that has waited on a new thread, with its scope: servers begin the scope of a request with
     * its first thread only.
     */
    private void resume(
            WaitingRoom<Waiting> room, HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        RequestContextController scope = scopes.get();
        boolean begun = scope.activate();
        try {
            work(room, request, response, chain);
        } finally {
            if (begun) {
                scope.deactivate();
            }
            scopes.destroy(scope);
        }
    }

    private static void leave(WaitingRoom<Waiting> room) {
        for (Waiting next = room.leave(); next != null && !next.admit(); next = room.leave()) {
            // Its client, or its patience, is gone: the place is the next one's.
        }
    }

    private void await(WaitingRoom<Waiting> room, HttpServletRequest request, HttpServletResponse response) {
        Waiting waiting = new Waiting(room, request.startAsync(request, response));
        if (room.await(waiting)) {
            waiting.callOff = later.after(waiting::giveUp, PATIENCE_MILLIS);
        } else {
            waiting.refuse();
        }
        // A place that became free meanwhile is nobody's otherwise.
        if (room.enter()) {
            leave(room);
        }
    }

    private static boolean isHealth(HttpServletRequest request) {
        String path = request.getRequestURI().substring(request.getContextPath().length());
        return path.equals("/health") || path.startsWith("/health/");
    }

    /** Whether a thread that reads the body may have to wait for it. */
    private static boolean isBodyToCome(HttpServletRequest request) throws IOException {
        long length = request.getContentLengthLong();
        return request.getHeader("Transfer-Encoding") != null
                || length > 0 && request.getInputStream().available() < length;
    }

    /** A request that waits without a thread. */
    private static final class Waiting implements AsyncListener {

        private final WaitingRoom<Waiting> room;
        private final AsyncContext context;
        private final AtomicBoolean decided = new AtomicBoolean();
        private final AtomicBoolean begun = new AtomicBoolean();
        private volatile boolean admitted;
        private volatile Runnable callOff = () -> {};

        Waiting(WaitingRoom<Waiting> room, AsyncContext context) {
            this.room = room;
            this.context = context;
            // The server's own limit would go on after the request was admitted, and end it with 500 in the midst of
            // its work.
            context.setTimeout(0);
            context.addListener(this);
        }

        /** Gives it a thread and the caller's place; false when it is too late for that. */
        boolean admit() {
            if (!decided.compareAndSet(false, true)) {
                return false;
            }
            callOff.run();
            try {
                context.getRequest().setAttribute(PLACE, this);
                admitted = true;
                context.dispatch();
                return true;
            } catch (RuntimeException e) {
                admitted = false;
                return false;
            }
        }

        void giveUp() {
            room.forget(this);
            refuse();
        }

        void refuse() {
            if (decided.compareAndSet(false, true)) {
                HttpServletResponse response = (HttpServletResponse) context.getResponse();
                response.setHeader("Retry-After", "5");
                try {
                    Problems.write(
                            response,
                            new Problem(
                                    503,
                                    "Too busy",
                                    "All threads of this node are taken by other requests; try again shortly",
                                    List.of()));
                } catch (IOException e) {
                    // The client has gone.
                }
                context.complete();
            }
        }

        @Override
        public void onTimeout(AsyncEvent event) {
            giveUp();
        }

        @Override
        public void onComplete(AsyncEvent event) {
            giveBack();
        }

        @Override
        public void onError(AsyncEvent event) {
            room.forget(this);
            giveBack();
        }

        @Override
        public void onStartAsync(AsyncEvent event) {
            // The route's own: nobody waits any more.
        }

        /** Releases the place of a request that was admitted and never reached the filter again. */
        private void giveBack() {
            if (decided.getAndSet(true) && begun.compareAndSet(false, true) && admitted) {
                leave(room);
            }
        }
    }
}
