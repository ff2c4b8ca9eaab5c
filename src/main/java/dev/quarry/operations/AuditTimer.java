package dev.quarry.operations;

import dev.quarry.platform.concurrent.Vital;
import dev.quarry.security.store.AuditStore;
import jakarta.ejb.DependsOn;
import jakarta.ejb.Schedule;
import jakarta.ejb.Singleton;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Deletes audit entries that need not be kept any longer. */
@Singleton
@jakarta.ejb.Startup
@DependsOn("Startup")
@TransactionManagement(TransactionManagementType.BEAN)
public class AuditTimer {

    private static final Logger LOG = Logger.getLogger(AuditTimer.class.getName());
    private static final Vital VITAL = Vital.named("audit", Duration.ofMinutes(15));

    @Inject
    private AuditStore audit;

    @Inject
    @ConfigProperty(name = "quarry.retention.audit.days", defaultValue = "365")
    private int days;

    /** Never lets an exception out: the server would drop the timer for good. */
    @Schedule(hour = "*", minute = "*", second = "41", persistent = false)
    void forget() {
        VITAL.round(
                () -> {
                    if (days > 0) {
                        audit.forget(days);
                    }
                },
                e -> LOG.log(
                        Level.WARNING, "Old audit events could not be deleted; it is tried again: {0}", e.toString()));
    }
}
