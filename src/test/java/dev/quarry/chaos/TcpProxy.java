package dev.quarry.chaos;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Stands between a node and what it talks to, and can cut, stall and slow what goes through it. */
public final class TcpProxy implements AutoCloseable {

    /** What becomes of the bytes. */
    public enum Mode {
        OPEN,
        /** Connections are closed, and new ones too. */
        CUT,
        /** Nothing gets through, nothing is closed. */
        STALLED,
        /** Every piece is late. */
        SLOW
    }

    private static final int PIECE = 16_384;
    private static final int SLOW_MILLIS = 15;

    private final ServerSocket listening;
    private final int target;
    private final Set<Closeable> open = ConcurrentHashMap.newKeySet();
    private volatile Mode mode = Mode.OPEN;
    private volatile int made;
    private volatile int dropped;

    /** @param target the loopback port that connections are carried to */
    public TcpProxy(int target) throws IOException {
        this.target = target;
        this.listening = new ServerSocket(0, 128, InetAddress.getLoopbackAddress());
        thread(this::accept);
    }

    public int port() {
        return listening.getLocalPort();
    }

    /** Holds for all connections, until the next call. */
    public void set(Mode next) {
        mode = next;
        if (next == Mode.CUT) {
            closeAll();
        }
    }

    /** From now on nothing gets through the connections that are open, and nothing closes them; new ones are carried. */
    public void dropFlows() {
        dropped = ++made;
    }

    @Override
    public void close() throws IOException {
        listening.close();
        mode = Mode.CUT;
        closeAll();
    }

    private void closeAll() {
        open.forEach(TcpProxy::closeQuietly);
        open.clear();
    }

    private void accept() {
        while (!listening.isClosed()) {
            try {
                connect(listening.accept());
            } catch (IOException e) {
                // Closed, or a client that went away at once: the next one matters.
            }
        }
    }

    private void connect(Socket client) throws IOException {
        if (mode == Mode.CUT) {
            client.close();
            return;
        }
        Socket server;
        try {
            server = new Socket(InetAddress.getLoopbackAddress(), target);
        } catch (IOException e) {
            client.close();
            return;
        }
        client.setTcpNoDelay(true);
        server.setTcpNoDelay(true);
        open.add(client);
        open.add(server);
        int number = ++made;
        thread(() -> carry(client, server, number));
        thread(() -> carry(server, client, number));
    }

    private void carry(Socket from, Socket to, int number) {
        byte[] piece = new byte[PIECE];
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int read = in.read(piece); read >= 0; read = in.read(piece)) {
                hold(number);
                out.write(piece, 0, read);
            }
        } catch (IOException e) {
            // Either side went away: so does the other.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            closeQuietly(from);
            closeQuietly(to);
            open.remove(from);
            open.remove(to);
        }
    }

    private void hold(int number) throws InterruptedException {
        if (mode == Mode.SLOW) {
            Thread.sleep(SLOW_MILLIS);
        }
        while (mode == Mode.STALLED || number <= dropped && mode != Mode.CUT) {
            Thread.sleep(SLOW_MILLIS);
        }
    }

    private static void closeQuietly(Closeable socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // It is gone, which is what was asked for.
        }
    }

    private static void thread(Runnable work) {
        Thread thread = new Thread(work, "proxy");
        thread.setDaemon(true);
        thread.start();
    }
}
