package dev.quarry.job.wake;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Produces;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSConnectionFactoryDefinition;

/** The pooled connections to the broker, through the resource adapter. */
@Dependent
@JMSConnectionFactoryDefinition(
        name = BrokerConnections.JNDI_NAME,
        interfaceName = "jakarta.jms.ConnectionFactory",
        resourceAdapter = "artemis-ra",
        user = "${MPCONFIG=quarry.broker.user}",
        password = "${MPCONFIG=quarry.broker.password}",
        minPoolSize = 1,
        maxPoolSize = 16)
class BrokerConnections {

    static final String JNDI_NAME = "java:app/jms/QuarryConnectionFactory";

    @Resource(name = "jms/QuarryConnections")
    private ConnectionFactory connections;

    @Produces
    ConnectionFactory connections() {
        return connections;
    }
}
