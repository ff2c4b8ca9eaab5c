package dev.quarry.server;

import java.nio.file.Path;

/** Payara Micro of the packaged distribution, which Arquillian starts and stops. */
final class TestedPayaraMicro implements TestedServer {

    @Override
    public void prepare(Backing backing) {
        System.setProperty("quarry.database.url", backing.databaseUrl());
        System.setProperty("quarry.broker.port", Integer.toString(backing.brokerPort()));
        System.setProperty(
                "quarry.arquillian.postboot",
                Path.of("src/test/resources/post-boot-with-adapter.asadmin")
                        .toAbsolutePath()
                        .toString());
    }
}
