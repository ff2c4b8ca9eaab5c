package dev.quarry.job.wake;

import dev.quarry.job.Lane;
import dev.quarry.platform.config.NodeRole;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;
import org.eclipse.microprofile.config.Config;

/**
 * How many jobs of each lane this node runs at once; 0 for a lane that it does not serve. The same settings give the
 * message-driven beans their sessions (see {@code glassfish-ejb-jar.xml}), so that a lane which is not served here has
 * no consumer here.
 */
@ApplicationScoped
public class LaneSlots {

    private final Map<Lane, Integer> slots = new EnumMap<>(Lane.class);

    @Inject
    public LaneSlots(NodeRole role, Config config) {
        this(role, lane -> config.getOptionalValue(lane.setting(), Integer.class)
                .orElse(lane.defaultSlots()));
    }

    /**
     * @param role a node that runs no jobs has no slots, whatever the settings say
     * @param configured how many slots a lane has on other nodes
     */
    public LaneSlots(NodeRole role, ToIntFunction<Lane> configured) {
        for (Lane lane : Lane.values()) {
            slots.put(lane, role.runsJobs() ? configured.applyAsInt(lane) : 0);
        }
    }

    /** How many jobs of the lane run here at once. */
    public int of(Lane lane) {
        return slots.get(lane);
    }

    /** The lanes whose jobs run here. */
    public Set<Lane> served() {
        return slots.entrySet().stream()
                .filter(lane -> lane.getValue() > 0)
                .map(Map.Entry::getKey)
                .collect(Collectors.collectingAndThen(Collectors.toSet(), Collections::unmodifiableSet));
    }
}
