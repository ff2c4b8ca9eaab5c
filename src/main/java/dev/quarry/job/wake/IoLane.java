package dev.quarry.job.wake;

import dev.quarry.job.Lane;
import jakarta.ejb.ActivationConfigProperty;
import jakarta.ejb.MessageDriven;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import jakarta.jms.Message;
import jakarta.jms.MessageListener;

/** Consumes the wake-ups of lane io. */
@MessageDriven(
        name = "IoLane",
        activationConfig = {
            @ActivationConfigProperty(propertyName = "destinationType", propertyValue = "jakarta.jms.Queue"),
            @ActivationConfigProperty(propertyName = "destination", propertyValue = "quarry.lane.io"),
            @ActivationConfigProperty(propertyName = "useJNDI", propertyValue = "false"),
            @ActivationConfigProperty(propertyName = "acknowledgeMode", propertyValue = "Auto-acknowledge"),
            @ActivationConfigProperty(propertyName = "maxSession", propertyValue = "8"),
            @ActivationConfigProperty(propertyName = "consumerWindowSize", propertyValue = "0")
        })
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class IoLane implements MessageListener {

    @Inject
    private LaneConsumers consumers;

    @Override
    public void onMessage(Message wakeUp) {
        consumers.wokenUp(Lane.IO, WakeUps.isAnywhere(wakeUp));
    }
}
