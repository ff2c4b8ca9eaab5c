package dev.quarry.launcher;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/**
 * Takes Ctrl-C, SIGTERM and a closed terminal as a request to stop. Handling these signals instead of the JVM keeps its
 * shutdown hooks (Payara's and java.util.logging's, which run in parallel, in no order) out of an orderly stop.
 */
final class StopSignal {
    private static final List<String> SIGNALS = List.of("INT", "TERM", "HUP");

    private final CountDownLatch requested = new CountDownLatch(1);
    private Thread waiting;
    private Runnable whenRequested = () -> {};

    /**
     * Handles the signals from now on; where the platform does not allow that, they end the JVM with its hooks as
     * usual.
     */
    static StopSignal install() {
        StopSignal stop = new StopSignal();
        SIGNALS.forEach(stop::take);
        return stop;
    }

    boolean requested() {
        return requested.getCount() == 0;
    }

    /** Waits until a stop is requested. */
    void await() throws InterruptedException {
        requested.await();
    }

    /**
     * Runs something that a request to stop interrupts.
     *
     * @throws InterruptedException when a stop is or was requested
     */
    <T> T interruptible(Work<T> work) throws InterruptedException {
        synchronized (this) {
            if (requested()) {
                throw new InterruptedException("stop requested");
            }
            waiting = Thread.currentThread();
        }
        try {
            return work.run();
        } finally {
            synchronized (this) {
                waiting = null;
            }
        }
    }

    /** Sets an action that is run once a stop is requested, for when the main thread cannot react at once. */
    synchronized void whenRequested(Runnable action) {
        whenRequested = action;
    }

    synchronized void request() {
        if (requested()) {
            return;
        }
        requested.countDown();
        whenRequested.run();
        if (waiting != null) {
            waiting.interrupt();
        }
    }

    /** By reflection, because the compiler refuses this JDK class. */
    private void take(String name) {
        try {
            Class<?> signalClass = Class.forName("sun.misc.Signal");
            Class<?> handlerClass = Class.forName("sun.misc.SignalHandler");
            InvocationHandler onSignal = (proxy, method, arguments) -> {
                if (method.getName().equals("handle")) {
                    request();
                    return null;
                }
                return method.getName().equals("equals") ? proxy == arguments[0] : name.hashCode();
            };
            Object handler =
                    Proxy.newProxyInstance(StopSignal.class.getClassLoader(), new Class<?>[] {handlerClass}, onSignal);
            signalClass
                    .getMethod("handle", signalClass, handlerClass)
                    .invoke(null, signalClass.getConstructor(String.class).newInstance(name), handler);
        } catch (ReflectiveOperationException e) {
            System.getLogger(StopSignal.class.getName())
                    .log(System.Logger.Level.DEBUG, "The signal " + name + " is left to the JVM", e);
        }
    }

    /** Work that may be interrupted. */
    @FunctionalInterface
    interface Work<T> {
        T run() throws InterruptedException;
    }
}
