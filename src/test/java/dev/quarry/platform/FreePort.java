package dev.quarry.platform;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Ports for servers that tests start, some of which listen many seconds after their port was chosen. None is given out twice,
 * the processes of one test run share none, and all lie below those that systems give to whoever asks for any.
 */
public final class FreePort {

    private static final int FIRST = 20_000;
    private static final int PAIRS = 6_000;
    /** The build numbers its processes from 1; they are two. */
    private static final int PROCESS = Integer.getInteger("quarry.it.process", 1) % 2;

    private static final AtomicInteger NEXT =
            new AtomicInteger(ThreadLocalRandom.current().nextInt(PAIRS));

    private FreePort() {}

    /** A port of this machine's own address that nothing listens on. */
    public static int next() {
        for (int tries = 0; tries < PAIRS; tries++) {
            int port = FIRST + 2 * (NEXT.getAndIncrement() % PAIRS) + PROCESS;
            try (ServerSocket free = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
                return free.getLocalPort();
            } catch (IOException e) {
                // Somebody listens there.
            }
        }
        throw new IllegalStateException("no free port from " + FIRST + " on");
    }
}
