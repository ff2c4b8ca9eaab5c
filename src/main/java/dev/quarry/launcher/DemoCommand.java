package dev.quarry.launcher;

import java.io.IOException;
import java.io.PrintStream;
import java.lang.reflect.InvocationTargetException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLClassLoader;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code demo}: starts the server and then a client that shows what it can do. */
@Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        description = {
            "Start the server, import sample prices, discover strategies, show the best.",
            "The server stays up afterwards, until it is told to stop."
        })
final class DemoCommand implements Callable<Integer> {
    @Mixin
    private ServerOptions options;

    @Option(names = "--exit", description = "Stop the server when the demo has printed its results.")
    private boolean exit;

    @Option(
            names = "--url",
            paramLabel = "URL",
            description = "Start no server, show the one running there, such as http://localhost:8080/.")
    private String url;

    @Option(
            names = "--exchange",
            paramLabel = "NAME",
            defaultValue = "sample",
            description =
                    "Where the prices come from: sample (default), bitstamp, coinbase, kraken, gemini, binance, binanceus, bybit.")
    private String exchange;

    @Override
    public Integer call() {
        Distribution distribution = Distribution.locate();
        PrintStream out = System.out;
        PrintStream err = System.err;
        StopSignal stop = StopSignal.install();
        try {
            if (url != null) {
                return show(distribution, base(url), exchange, out, err, stop);
            }
            Settings settings = Settings.of(options, System::getenv);
            try (Server server = Server.start(distribution, settings, new Terminal(out), stop)) {
                int exitCode = show(distribution, server.base(), exchange, out, err, stop);
                if (!exit) {
                    out.println("The server is up at " + server.base() + " until you press Ctrl-C.");
                    stop.await();
                }
                return exitCode;
            }
        } catch (InterruptedException e) {
            return LaunchException.FAILURE;
        }
    }

    static URI base(String url) {
        try {
            URI uri = new URI(url.endsWith("/") ? url : url + "/");
            if (uri.getHost() != null && ("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()))) {
                return uri;
            }
        } catch (URISyntaxException e) {
            // falls through to the sentence
        }
        throw LaunchException.usage("The server's address (--url) must look like http://localhost:8080/.");
    }

    private static int show(
            Distribution distribution, URI base, String exchange, PrintStream out, PrintStream err, StopSignal stop)
            throws InterruptedException {
        String failure = stop.interruptible(() -> run(distribution, base, exchange, out));
        if (failure.isEmpty()) {
            return 0;
        }
        err.println(failure);
        return LaunchException.FAILURE;
    }

    /** Runs the client in a class loader of its own, since the server must not see its JSON library. */
    private static String run(Distribution distribution, URI base, String exchange, PrintStream out)
            throws InterruptedException {
        try (URLClassLoader loader = distribution.isolated("demo", true)) {
            return (String) loader.loadClass("dev.quarry.launcher.demo.Demo")
                    .getMethod("run", URI.class, PrintStream.class, boolean.class, String.class)
                    .invoke(null, base, out, Terminal.isInteractive(), exchange);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof InterruptedException interrupted) {
                throw interrupted;
            }
            throw new IllegalStateException(e.getCause());
        } catch (ReflectiveOperationException | IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
