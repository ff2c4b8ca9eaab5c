package dev.quarry.job.wake;

import dev.quarry.job.BrokerReport;
import dev.quarry.job.BrokerReport.LaneQueue;
import dev.quarry.job.Lane;
import dev.quarry.platform.concurrent.SharedAnswer;
import dev.quarry.platform.json.Json;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.DeliveryMode;
import jakarta.jms.JMSConsumer;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.JMSSecurityRuntimeException;
import jakarta.jms.Message;
import jakarta.jms.TemporaryQueue;
import jakarta.jms.TextMessage;
import java.time.Duration;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeoutException;
import java.util.logging.Level;
import java.util.logging.Logger;
import tools.jackson.databind.JsonNode;

/**
 * Reads the broker's figures through its management queue, by JMS alone, on the connections of the wake-ups: this works
 * on any server and wherever the broker is.
 */
@ApplicationScoped
public class BrokerQueues {

    private static final Logger LOG = Logger.getLogger(BrokerQueues.class.getName());
    private static final String MANAGEMENT = "activemq.management";
    private static final String DEAD_LETTERS = "DLQ.";
    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final Duration FRESH = Duration.ofMillis(250);
    private static final long RECEIVE_MILLIS = 1_500;

    /** Asks for all queues whose names contain this, on the first page of a thousand. */
    private static final String QUESTION =
            "[\"{\\\"field\\\":\\\"name\\\",\\\"operation\\\":\\\"CONTAINS\\\",\\\"value\\\":\\\"quarry.lane\\\"}\", 1, 1000]";

    private final ConnectionFactory connections;
    private final SharedAnswer<BrokerReport> answer;

    @Inject
    public BrokerQueues(ConnectionFactory connections, ThreadFactory threads) {
        this.connections = connections;
        this.answer = new SharedAnswer<>(threads, PATIENCE, FRESH, this::ask);
    }

    /** The broker's figures, or why there are none, within two seconds. */
    public BrokerReport report() {
        try {
            return answer.get();
        } catch (TimeoutException e) {
            return BrokerReport.unavailable("The broker did not answer within " + PATIENCE.toSeconds() + " s");
        } catch (ExecutionException e) {
            LOG.log(Level.FINE, "The broker tells no figures", e);
            return BrokerReport.unavailable(
                    e.getCause() instanceof JMSSecurityRuntimeException
                            ? "The broker refused: the user of its connections needs the permission to manage"
                            : "The broker cannot be reached");
        }
    }

    private BrokerReport ask() throws JMSException {
        try (JMSContext context = connections.createContext(JMSContext.AUTO_ACKNOWLEDGE)) {
            TemporaryQueue replies = context.createTemporaryQueue();
            try (JMSConsumer consumer = context.createConsumer(replies)) {
                TextMessage question = context.createTextMessage(QUESTION);
                question.setStringProperty("_AMQ_ResourceName", "broker");
                question.setStringProperty("_AMQ_OperationName", "listQueues");
                question.setJMSReplyTo(replies);
                context.createProducer()
                        .setDeliveryMode(DeliveryMode.NON_PERSISTENT)
                        .send(context.createQueue(MANAGEMENT), question);
                return read(consumer.receive(RECEIVE_MILLIS));
            } finally {
                // The connection goes back to its pool and would keep it.
                replies.delete();
            }
        }
    }

    private static BrokerReport read(Message reply) throws JMSException {
        if (reply == null) {
            return BrokerReport.unavailable("The broker did not answer its management queue");
        }
        if (!reply.getBooleanProperty("_AMQ_OperationSucceeded")) {
            return BrokerReport.unavailable("The broker refused to list its queues: " + reply.getBody(String.class));
        }
        // The management's results are lists of JSON values, and this one's only value is again JSON, as text.
        JsonNode list = Json.MAPPER.readTree(reply.getBody(String.class));
        JsonNode queues = Json.MAPPER.readTree(list.get(0).asString()).get("data");
        Map<String, JsonNode> byName = new HashMap<>();
        for (JsonNode queue : queues) {
            byName.put(queue.get("name").asString(), queue);
        }
        Map<Lane, LaneQueue> lanes = new EnumMap<>(Lane.class);
        for (Lane lane : Lane.values()) {
            find(byName, lane.queue()).ifPresent(queue -> lanes.put(lane, lane(queue, byName)));
        }
        return new BrokerReport(lanes, null);
    }

    /** The figures of a queue, before whose name some servers put a prefix. */
    private static Optional<JsonNode> find(Map<String, JsonNode> byName, String queue) {
        return Optional.ofNullable(byName.get(queue)).or(() -> Optional.ofNullable(byName.get("jms.queue." + queue)));
    }

    private static LaneQueue lane(JsonNode queue, Map<String, JsonNode> byName) {
        String name = queue.get("name").asString();
        long killed = number(queue, "messagesKilled");
        JsonNode dead = byName.get(DEAD_LETTERS + name);
        Long deadLetters = killed == 0 ? Long.valueOf(0) : null;
        return new LaneQueue(
                name,
                number(queue, "messageCount"),
                number(queue, "consumerCount"),
                number(queue, "deliveringCount"),
                dead == null ? deadLetters : Long.valueOf(number(dead, "messageCount")),
                killed);
    }

    /** A number, which the broker sends as a text. */
    private static long number(JsonNode queue, String field) {
        JsonNode value = queue.get(field);
        return value == null || value.asString().isEmpty() ? 0 : Long.parseLong(value.asString());
    }
}
