package dev.quarry.server;

import java.nio.file.Path;

/** Payara Micro of the packaged distribution, which Arquillian starts and stops. */
final class TestedPayaraMicro implements TestedServer {

    @Override
    public void prepare(Backing backing) {
        System.setProperty("quarry.database.url", backing.databaseUrl());
        System.setProperty("quarry.broker.port", Integer.toString(backing.brokerPort()));
        // Arquillian takes the command line apart at every space, of which the path to here may have some.
        Path here = Path.of("").toAbsolutePath();
        System.setProperty(
                "quarry.arquillian.home",
                here.relativize(Path.of(System.getProperty("quarry.home"))).toString());
    }
}
