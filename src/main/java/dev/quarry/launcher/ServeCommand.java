package dev.quarry.launcher;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code serve}: the server in the foreground until it is told to stop. */
@Command(
        name = "serve",
        mixinStandardHelpOptions = true,
        description = "Start the server; it brings its own PostgreSQL and broker unless told where they are.")
final class ServeCommand implements Callable<Integer> {
    @Mixin
    private ServerOptions options;

    @Override
    public Integer call() {
        Settings settings = Settings.of(options, System::getenv);
        Terminal terminal = new Terminal(System.out, settings.logFormat());
        StopSignal stop = StopSignal.install();
        try (Server server = Server.start(Distribution.locate(), settings, terminal, stop)) {
            stop.await();
            return 0;
        } catch (InterruptedException e) {
            return LaunchException.FAILURE;
        }
    }
}
