package dev.quarry.job.http;

import dev.quarry.job.stream.Outlet;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * A response that stays open. It is written without ever waiting for the client, either by the thread that has bytes to
 * send or by the server's when the client accepts more. A client that is half a megabyte behind is dropped, and can
 * resume; bytes that the server accepted and has not sent count too, as the most that it accepts (its configuration
 * bounds that). A client that is far behind is dropped as well when all connections of this node together hold more
 * than a sixteenth of the heap.
 */
final class SseConnection implements Outlet, WriteListener {

    static final String MEDIA_TYPE = "text/event-stream";

    private static final Logger LOG = Logger.getLogger(SseConnection.class.getName());
    private static final int MAX_BEHIND_BYTES = 512 * 1024;

    /** How much a server may accept before it accepts no more: four times its socket's buffer on Payara. */
    private static final int TAKEN_BY_SERVER_BYTES = 128 * 1024;

    /** A client that is behind by at most this much is not dropped in favour of others. */
    private static final int FAR_BEHIND_BYTES = 32 * 1024;

    private static final long MAX_TOGETHER_BYTES = Runtime.getRuntime().maxMemory() / 16;

    private static final AtomicLong TOGETHER_BYTES = new AtomicLong();

    private final AsyncContext context;
    private final ServletOutputStream out;
    private final Queue<byte[]> pending = new ConcurrentLinkedQueue<>();
    private final AtomicInteger pendingBytes = new AtomicInteger();

    /** How many threads want to write: the first one does, also on behalf of those that arrive meanwhile. */
    private final AtomicInteger writing = new AtomicInteger();

    private volatile boolean possible;
    private volatile boolean closing;
    private volatile boolean closed;
    private boolean unflushed;

    private SseConnection(AsyncContext context, ServletOutputStream out) {
        this.context = context;
        this.out = out;
    }

    /**
     * Answers a suspended request: status and headers now, the rest as it becomes available.
     *
     * @param allowedOrigin another origin whose pages may read the answer; null for none
     */
    static SseConnection open(HttpServletRequest request, String allowedOrigin) throws IOException {
        AsyncContext context = request.getAsyncContext();
        context.setTimeout(0);
        HttpServletResponse response = (HttpServletResponse) context.getResponse();
        response.setStatus(HttpServletResponse.SC_OK);
        response.setContentType(MEDIA_TYPE);
        response.setCharacterEncoding("UTF-8");
        response.setHeader("Cache-Control", "no-store");
        response.setHeader("X-Accel-Buffering", "no");
        if (allowedOrigin != null) {
            response.setHeader("Access-Control-Allow-Origin", allowedOrigin);
            response.addHeader("Vary", "Origin");
        }
        SseConnection connection = new SseConnection(context, response.getOutputStream());
        connection.out.setWriteListener(connection);
        return connection;
    }

    @Override
    public void send(byte[] bytes) {
        if (closed || closing) {
            return;
        }
        int behind = pendingBytes.addAndGet(bytes.length);
        long together = TOGETHER_BYTES.addAndGet(bytes.length);
        pending.add(bytes);
        if (behind > MAX_BEHIND_BYTES - TAKEN_BY_SERVER_BYTES
                || behind > FAR_BEHIND_BYTES && together > MAX_TOGETHER_BYTES) {
            LOG.log(Level.FINE, "A stream is dropped: its client does not keep up");
            complete();
            return;
        }
        write();
        if (closed) {
            forgetPending();
        }
    }

    @Override
    public void close() {
        closing = true;
        write();
    }

    @Override
    public boolean isClosed() {
        return closed;
    }

    @Override
    public void onWritePossible() {
        possible = true;
        write();
    }

    @Override
    public void onError(Throwable thrown) {
        LOG.log(Level.FINE, "A stream's client is gone", thrown);
        complete();
    }

    private void write() {
        if (!possible || writing.getAndIncrement() != 0) {
            return;
        }
        int seen = 1;
        do {
            try {
                writeWhatIsReady();
            } catch (IOException | RuntimeException e) {
                onError(e);
            }
            seen = writing.addAndGet(-seen);
        } while (seen != 0);
    }

    private void writeWhatIsReady() throws IOException {
        while (!closed && out.isReady()) {
            byte[] next = pending.poll();
            if (next != null) {
                out.write(next);
                sent(next);
                unflushed = true;
            } else if (unflushed) {
                unflushed = false;
                out.flush();
            } else {
                if (closing) {
                    complete();
                }
                return;
            }
        }
    }

    private void forgetPending() {
        for (byte[] next = pending.poll(); next != null; next = pending.poll()) {
            sent(next);
        }
    }

    private void sent(byte[] bytes) {
        pendingBytes.addAndGet(-bytes.length);
        TOGETHER_BYTES.addAndGet(-bytes.length);
    }

    private synchronized void complete() {
        if (closed) {
            return;
        }
        closed = true;
        forgetPending();
        try {
            context.complete();
        } catch (RuntimeException e) {
            LOG.log(Level.FINE, "A stream was completed already", e);
        }
    }
}
