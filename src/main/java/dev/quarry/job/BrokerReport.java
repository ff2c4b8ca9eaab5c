package dev.quarry.job;

import java.util.Map;

/**
 * What the broker holds of the queue's wake-ups, by its own counts.
 *
 * @param lanes by lane; a lane that the broker knows nothing of is missing
 * @param unavailable one sentence: why there is nothing; null when there is
 */
public record BrokerReport(Map<Lane, LaneQueue> lanes, String unavailable) {

    /** Nothing, for that reason. */
    public static BrokerReport unavailable(String sentence) {
        return new BrokerReport(Map.of(), sentence);
    }

    /**
     * The broker's queue of a lane. Its messages are wake-ups, each of which may stand for many jobs or for none any more.
     *
     * @param queue its name on the broker
     * @param depth messages in it, those in delivery included
     * @param consumers open sessions of all nodes
     * @param inDelivery messages that were handed to a consumer and not acknowledged
     * @param deadLetters messages in the lane's dead-letter queue; null when the broker keeps those of all queues together
     * @param killed messages that the broker has given up since it started
     */
    public record LaneQueue(String queue, long depth, long consumers, long inDelivery, Long deadLetters, long killed) {}
}
