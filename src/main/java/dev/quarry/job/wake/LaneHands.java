package dev.quarry.job.wake;

import dev.quarry.job.Lane;
import dev.quarry.platform.config.NodeRole;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * How many jobs of each lane this node runs at once; none of a lane that it does not serve. The same settings give the
 * message-driven beans their sessions (see {@code glassfish-ejb-jar.xml}), so that a lane which is not served here has no
 * consumer here.
 */
@ApplicationScoped
public class LaneHands {

    private final Map<Lane, Integer> hands = new EnumMap<>(Lane.class);

    /**
     * @param role a node that runs no jobs has no hands, whatever the other settings say
     * @param io hands for lane io; the others in the same way
     */
    @Inject
    public LaneHands(
            NodeRole role,
            @ConfigProperty(name = "quarry.lane.io.concurrency", defaultValue = "" + IoLane.SESSIONS) int io,
            @ConfigProperty(name = "quarry.lane.compute.concurrency", defaultValue = "" + ComputeLane.SESSIONS)
                    int compute,
            @ConfigProperty(name = "quarry.lane.light.concurrency", defaultValue = "" + LightLane.SESSIONS) int light) {
        hands.put(Lane.IO, role.runsJobs() ? io : 0);
        hands.put(Lane.COMPUTE, role.runsJobs() ? compute : 0);
        hands.put(Lane.LIGHT, role.runsJobs() ? light : 0);
    }

    /** How many jobs of the lane run here at once. */
    public int of(Lane lane) {
        return hands.get(lane);
    }

    /** The lanes of which jobs run here. */
    public Set<Lane> served() {
        return hands.entrySet().stream()
                .filter(lane -> lane.getValue() > 0)
                .map(Map.Entry::getKey)
                .collect(Collectors.collectingAndThen(Collectors.toSet(), Collections::unmodifiableSet));
    }
}
