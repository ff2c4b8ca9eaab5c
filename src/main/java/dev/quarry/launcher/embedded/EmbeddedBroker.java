package dev.quarry.launcher.embedded;

import java.nio.file.Path;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.apache.activemq.artemis.api.core.SimpleString;
import org.apache.activemq.artemis.core.config.Configuration;
import org.apache.activemq.artemis.core.config.impl.ConfigurationImpl;
import org.apache.activemq.artemis.core.config.impl.SecurityConfiguration;
import org.apache.activemq.artemis.core.security.Role;
import org.apache.activemq.artemis.core.server.JournalType;
import org.apache.activemq.artemis.core.server.embedded.EmbeddedActiveMQ;
import org.apache.activemq.artemis.core.settings.impl.AddressSettings;
import org.apache.activemq.artemis.spi.core.security.ActiveMQJAASSecurityManager;
import org.apache.activemq.artemis.spi.core.security.jaas.InVMLoginModule;

/** An Artemis broker in this JVM: core protocol on one loopback port, journal on disk, one user. */
public final class EmbeddedBroker implements AutoCloseable {
    private static final String ROLE = "quarry";
    /**
     * Artemis logs every call at INFO to these audit loggers. They are turned off, and referenced here, since a
     * collected logger would lose its level.
     */
    private static final List<Logger> AUDIT = List.of(
            Logger.getLogger("org.apache.activemq.audit"),
            Logger.getLogger("org.apache.activemq.audit.base"),
            Logger.getLogger("org.apache.activemq.audit.resource"),
            Logger.getLogger("org.apache.activemq.audit.message"));

    private final EmbeddedActiveMQ broker = new EmbeddedActiveMQ();

    /**
     * Starts the broker; it accepts connections when this returns.
     *
     * @param directory where the journal is kept
     * @param port the loopback port
     */
    public EmbeddedBroker(Path directory, int port, String user, String password) throws Exception {
        AUDIT.forEach(logger -> logger.setLevel(Level.OFF));
        broker.setConfiguration(configuration(directory, port));
        broker.setSecurityManager(security(user, password));
        broker.start();
    }

    @Override
    public void close() throws Exception {
        broker.stop();
    }

    private static Configuration configuration(Path directory, int port) throws Exception {
        ConfigurationImpl configuration = new ConfigurationImpl();
        configuration
                .setName("quarry")
                .setPersistenceEnabled(true)
                .setSecurityEnabled(true)
                .setJMXManagementEnabled(false)
                .setJournalType(JournalType.NIO);
        configuration.setBrokerInstance(directory.toFile());
        configuration
                .setJournalDirectory(directory.resolve("journal").toString())
                .setBindingsDirectory(directory.resolve("bindings").toString())
                .setPagingDirectory(directory.resolve("paging").toString())
                .setLargeMessagesDirectory(directory.resolve("large-messages").toString());
        configuration.addAcceptorConfiguration("core", "tcp://127.0.0.1:" + port + "?tcpNoDelay=true;protocols=CORE");
        configuration.putSecurityRoles("#", java.util.Set.of(everything()));
        configuration.addAddressSetting(
                "#",
                new AddressSettings()
                        .setDeadLetterAddress(SimpleString.of("DLQ"))
                        .setExpiryAddress(SimpleString.of("ExpiryQueue"))
                        .setAutoCreateDeadLetterResources(true)
                        .setAutoCreateQueues(true)
                        .setAutoCreateAddresses(true)
                        .setAutoDeleteQueues(false)
                        .setAutoDeleteAddresses(false)
                        .setMaxDeliveryAttempts(5)
                        .setRedeliveryDelay(1000));
        return configuration;
    }

    private static Role everything() {
        return new Role(ROLE, true, true, true, true, true, true, true, true, true, true, true, true);
    }

    private static ActiveMQJAASSecurityManager security(String user, String password) {
        SecurityConfiguration users = new SecurityConfiguration();
        users.addUser(user, password);
        users.addRole(user, ROLE);
        return new ActiveMQJAASSecurityManager(InVMLoginModule.class.getName(), users);
    }
}
