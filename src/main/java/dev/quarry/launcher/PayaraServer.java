package dev.quarry.launcher;

import fish.payara.micro.BootstrapException;
import fish.payara.micro.PayaraMicroRuntime;
import fish.payara.micro.boot.PayaraMicroLauncher;
import java.util.List;

/** The application server in this JVM, with the resource adapter and the application deployed. */
final class PayaraServer implements AutoCloseable {
    private final PayaraMicroRuntime runtime;

    private PayaraServer(PayaraMicroRuntime runtime) {
        this.runtime = runtime;
    }

    /**
     * Starts the server and deploys; a failed deployment leaves a running server without the application.
     *
     * @throws LaunchException when the server itself does not start
     */
    static PayaraServer start(Distribution distribution, Settings settings, ServerLog log) {
        List<String> arguments = List.of(
                "--nohazelcast",
                "--disablephonehome",
                "--port",
                Integer.toString(settings.port()),
                "--contextroot",
                "/",
                "--logproperties",
                log.configuration().toString(),
                "--addlibs",
                distribution.jdbcLibraries().toString(),
                "--prebootcommandfile",
                distribution.serverConfig("pre-boot.asadmin").toString(),
                "--postbootcommandfile",
                distribution.serverConfig("post-boot.asadmin").toString(),
                "--deploy",
                distribution.resourceAdapter().toString(),
                "--deploy",
                distribution.war().toString());
        ClassLoader before = Thread.currentThread().getContextClassLoader();
        try {
            return new PayaraServer(
                    PayaraMicroLauncher.create(arguments.toArray(String[]::new)).getRuntime());
        } catch (Exception e) {
            throw LaunchException.failure("The application server could not be started; see " + log.file() + ".", e);
        } finally {
            Thread.currentThread().setContextClassLoader(before);
        }
    }

    boolean deployed(String application) {
        return runtime.getDeployedApplicationNames().contains(application);
    }

    /** Undeploys everything and stops. */
    @Override
    public void close() throws BootstrapException {
        runtime.shutdown();
    }
}
