package dev.quarry.job;

import dev.quarry.platform.json.Described;
import java.util.Map;

/**
 * What the broker holds of the queue's wake-ups, by its own counts.
 *
 * @param lanes the figures by lane; a lane that the broker knows nothing of is missing
 * @param unavailable one sentence: why there are no figures; null when there are
 */
public record BrokerReport(Map<Lane, LaneQueue> lanes, String unavailable) {

    /** A report without figures, for that reason. */
    public static BrokerReport unavailable(String sentence) {
        return new BrokerReport(Map.of(), sentence);
    }

    /**
     * The broker's queue of a lane. Its messages are wake-ups, each of which may stand for many jobs, or for none if
     * they have run already.
     */
    public record LaneQueue(
            @Described("Its name on the broker") String queue,

            @Described("Messages in it, those in delivery included")
            long depth,

            @Described("Open sessions of all nodes") long consumers,

            @Described("Messages that were delivered to a consumer and not acknowledged")
            long inDelivery,

            @Described("Messages in the lane's dead-letter queue; null when the broker has one dead-letter "
                    + "queue for all queues")
            Long deadLetters,

            @Described("Messages that the broker has given up delivering since it started")
            long killed) {}
}
