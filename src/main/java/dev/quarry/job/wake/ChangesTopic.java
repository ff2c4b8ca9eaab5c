package dev.quarry.job.wake;

import jakarta.ejb.ActivationConfigProperty;
import jakarta.ejb.MessageDriven;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageListener;

/**
 * Receives other nodes' notices of changes: one subscription per node, since each session of a topic would have its
 * own.
 */
@MessageDriven(
        name = "ChangesTopic",
        activationConfig = {
            @ActivationConfigProperty(propertyName = "destinationType", propertyValue = "jakarta.jms.Topic"),
            @ActivationConfigProperty(propertyName = "destination", propertyValue = JobChanges.TOPIC),
            @ActivationConfigProperty(propertyName = "useJNDI", propertyValue = "false"),
            @ActivationConfigProperty(propertyName = "acknowledgeMode", propertyValue = "Auto-acknowledge"),
            @ActivationConfigProperty(propertyName = "maxSession", propertyValue = "1")
        })
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class ChangesTopic implements MessageListener {

    @Inject
    private JobChanges changes;

    @Override
    public void onMessage(Message notice) {
        try {
            changes.received(notice.getBody(String.class));
        } catch (JMSException e) {
            changes.received(null);
        }
    }
}
