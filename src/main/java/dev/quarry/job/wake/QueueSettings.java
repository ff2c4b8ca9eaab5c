package dev.quarry.job.wake;

import dev.quarry.job.Lane;
import dev.quarry.platform.config.Allowed;
import dev.quarry.platform.config.NodeRole;
import dev.quarry.platform.config.Setting;
import dev.quarry.platform.config.SettingSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** The settings of the queue: lanes, leases, event streams, retention and the broker. */
public final class QueueSettings implements SettingSource {

    /** The most slots of a lane: as many as the server has instances of a message-driven bean. */
    private static final int MAX_SLOTS = 32;

    private static final int MAX_DAYS = 36_500;

    @Override
    public List<Setting> settings() {
        List<Setting> settings = new ArrayList<>(List.of(
                new Setting("quarry.worker.id", Allowed.text(100)),
                new Setting("quarry.streams.max", Allowed.wholeNumber(0, 100_000)),
                new Setting("quarry.streams.lifetime.seconds", Allowed.wholeNumber(1, 86_400)),
                new Setting("quarry.lease.seconds", Allowed.wholeNumber(3, 3_600)),
                new Setting("quarry.drain.seconds", Allowed.wholeNumber(0, 3_600)),
                new Setting("quarry.retention.succeeded.days", Allowed.wholeNumber(0, MAX_DAYS)),
                new Setting("quarry.retention.failed.days", Allowed.wholeNumber(0, MAX_DAYS)),
                new Setting("quarry.retention.canceled.days", Allowed.wholeNumber(0, MAX_DAYS)),
                new Setting("quarry.broker.host", Allowed.text(255)),
                new Setting("quarry.broker.port", Allowed.wholeNumber(1, 65_535)),
                new Setting("quarry.broker.user", Allowed.anything(), true),
                new Setting("quarry.broker.password", Allowed.anything(), true)));
        lanes().forEach(lane -> settings.add(new Setting(lane, Allowed.wholeNumber(0, MAX_SLOTS))));
        return settings;
    }

    @Override
    public Map<String, String> replaced() {
        return Map.of(
                "WORKER_ID",
                "set QUARRY_WORKER_ID",
                "WORKER_POLL_SECONDS",
                "nothing need be set, workers are woken up",
                "JOBS_DATABASE_URL",
                ONE_DATABASE,
                "BACKEND_DB_PATH",
                ONE_DATABASE);
    }

    /**
     * What is wrong with the lanes' settings for the role: the server delivers wake-ups to as many slots as the lanes
     * have, so the two must agree.
     */
    @Override
    public Optional<String> fault(Function<String, Optional<String>> value) {
        NodeRole role = NodeRole.of(value.apply(NodeRole.SETTING).orElse(NodeRole.DEFAULT));
        List<String> lanes = lanes();
        boolean allZero = lanes.stream()
                .allMatch(lane -> value.apply(lane).filter("0"::equals).isPresent());
        if (role == NodeRole.API && !allZero) {
            return Optional.of("quarry.role=api (QUARRY_ROLE) serves no lane, so " + String.join(", ", lanes)
                    + " must be 0; the launcher sets them, on another server you do.");
        }
        if (role == NodeRole.WORKER && allZero) {
            return Optional.of("quarry.role=worker (QUARRY_ROLE) must serve a lane, but " + String.join(", ", lanes)
                    + " are all 0.");
        }
        return Optional.empty();
    }

    private static List<String> lanes() {
        return Arrays.stream(Lane.values()).map(Lane::setting).toList();
    }
}
