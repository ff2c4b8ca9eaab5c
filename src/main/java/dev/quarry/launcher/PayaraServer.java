package dev.quarry.launcher;

import fish.payara.micro.BootstrapException;
import fish.payara.micro.PayaraMicroRuntime;
import fish.payara.micro.boot.PayaraMicroBoot;
import fish.payara.micro.boot.PayaraMicroLauncher;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The application server in this JVM, with the resource adapter and the application deployed. */
final class PayaraServer implements AutoCloseable {
    private final PayaraMicroRuntime runtime;

    private PayaraServer(PayaraMicroRuntime runtime) {
        this.runtime = runtime;
    }

    /**
     * Starts the server with the applications deployed; a failed deployment leaves a running server without the
     * application. If the applications were deployed after the start, the server would report itself ready in between.
     *
     * @throws LaunchException when the server itself does not start
     */
    static PayaraServer start(
            Distribution distribution, Settings settings, ServerLog log, UnpackedServer unpacked, Path temporary) {
        List<String> arguments = List.of(
                "--nohazelcast",
                "--disablephonehome",
                "--port",
                Integer.toString(settings.port()),
                "--contextroot",
                "/",
                "--logproperties",
                log.configuration().toString(),
                "--prebootcommandfile",
                distribution.serverConfig("pre-boot.asadmin").toString(),
                "--postbootcommandfile",
                distribution.serverConfig("post-boot.asadmin").toString(),
                "--deploy",
                unpacked.resourceAdapter().toString(),
                "--deploy",
                unpacked.application().toString());
        ClassLoader before = Thread.currentThread().getContextClassLoader();
        try {
            // What Payara's own launcher does, with classes and directories of our choice. Its policy trusts what is
            // in the boot jar and below the "unpack" directory.
            System.setProperty(
                    "fish.payara.micro.BootJar",
                    distribution.serverBoot().toUri().toString());
            System.setProperty(
                    "fish.payara.micro.UnpackDir",
                    distribution.serverDirectory().toString());
            System.setProperty(
                    "fish.payara.micro.tmpdir", Files.createDirectory(temporary).toString());
            Thread.currentThread().setContextClassLoader(unpacked.loader());
            PayaraMicroBoot boot = (PayaraMicroBoot) unpacked.loader()
                    .loadClass("fish.payara.micro.impl.PayaraMicroImpl")
                    .getMethod("create", String[].class)
                    .invoke(null, (Object) arguments.toArray(String[]::new));
            PayaraMicroLauncher.registerLaunchedInstance(boot);
            return new PayaraServer(boot.getRuntime());
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
