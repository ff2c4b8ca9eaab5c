package dev.quarry.container;

import dev.quarry.chaos.BrokerProcess;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.Queue;
import jakarta.jms.QueueConnection;
import jakarta.jms.QueueRequestor;
import jakarta.jms.QueueSession;
import jakarta.jms.Session;
import org.apache.activemq.artemis.api.core.management.ResourceNames;
import org.apache.activemq.artemis.api.jms.ActiveMQJMSClient;
import org.apache.activemq.artemis.api.jms.management.JMSManagementHelper;
import org.apache.activemq.artemis.jms.client.ActiveMQJMSConnectionFactory;

/** What the broker itself says of its queues. */
final class BrokerFigures implements AutoCloseable {

    private final ActiveMQJMSConnectionFactory factory;
    private final QueueConnection connection;
    private final QueueSession session;

    BrokerFigures(BrokerProcess broker) throws JMSException {
        factory = new ActiveMQJMSConnectionFactory("tcp://127.0.0.1:" + broker.port());
        connection = factory.createQueueConnection(broker.user(), broker.password());
        session = connection.createQueueSession(false, Session.AUTO_ACKNOWLEDGE);
        connection.start();
    }

    /** How many consumers a queue has now. */
    long consumers(String queue) throws Exception {
        return figure(queue, "consumerCount");
    }

    /** How many messages nobody has taken yet. */
    long messages(String queue) throws Exception {
        return figure(queue, "messageCount");
    }

    private long figure(String queue, String attribute) throws Exception {
        Queue management = ActiveMQJMSClient.createQueue("activemq.management");
        Message question = session.createMessage();
        JMSManagementHelper.putAttribute(question, ResourceNames.QUEUE + queue, attribute);
        QueueRequestor requestor = new QueueRequestor(session, management);
        return ((Number) JMSManagementHelper.getResult(requestor.request(question))).longValue();
    }

    @Override
    public void close() throws JMSException {
        connection.close();
        factory.close();
    }
}
