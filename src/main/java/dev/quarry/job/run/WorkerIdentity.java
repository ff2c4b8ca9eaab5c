package dev.quarry.job.run;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** The name of this node: {@code quarry.worker.id}, or the host's name with a random part that is new at each start. */
@ApplicationScoped
public class WorkerIdentity {

    private final String workerId;

    @Inject
    public WorkerIdentity(@ConfigProperty(name = "quarry.worker.id") Optional<String> configured) {
        this.workerId = configured
                .filter(id -> !id.isBlank())
                .orElseGet(() -> host() + "-" + UUID.randomUUID().toString().substring(0, 8));
    }

    /** The name that is stored with claims. */
    public String workerId() {
        return workerId;
    }

    private static String host() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "node";
        }
    }
}
