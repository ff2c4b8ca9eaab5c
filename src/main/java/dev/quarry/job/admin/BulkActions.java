package dev.quarry.job.admin;

import dev.quarry.job.JobFilter;
import dev.quarry.job.Lane;
import dev.quarry.job.run.Parents;
import dev.quarry.job.store.ControlTransitions;
import dev.quarry.job.store.ControlTransitions.Replay;
import dev.quarry.job.store.DeleteTransitions;
import dev.quarry.job.store.read.BulkSelection;
import dev.quarry.job.store.read.BulkSelection.Action;
import dev.quarry.job.wake.WakeUps;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;

/**
 * Applies an action to many jobs, a few hundred per transaction, so that nobody waits long for a lock. When an action
 * is interrupted, its changes so far remain, and repeating it continues with the rest.
 */
@ApplicationScoped
public class BulkActions {

    private static final int BATCH = 500;

    private final BulkSelection selection;
    private final ControlTransitions control;
    private final DeleteTransitions delete;
    private final Parents parents;
    private final WakeUps wakeUps;

    @Inject
    public BulkActions(
            BulkSelection selection,
            ControlTransitions control,
            DeleteTransitions delete,
            Parents parents,
            WakeUps wakeUps) {
        this.selection = selection;
        this.control = control;
        this.delete = delete;
        this.parents = parents;
        this.wakeUps = wakeUps;
    }

    /** How many jobs the action would change now. */
    public long count(Action action, JobFilter filter) {
        return selection.count(action, filter);
    }

    /** Performs the action and returns how many jobs were changed, without the children that followed them. */
    public long perform(Action action, JobFilter filter) {
        long changed = 0;
        long after = Long.MIN_VALUE;
        List<Long> ids = selection.next(action, filter, after, BATCH);
        while (!ids.isEmpty()) {
            changed += perform(action, ids);
            after = ids.get(ids.size() - 1);
            ids = selection.next(action, filter, after, BATCH);
        }
        if (action != Action.DELETE) {
            parents.settleAll();
        }
        if (action == Action.RETRY) {
            for (Lane lane : Lane.values()) {
                wakeUps.sendAnywhere(lane);
            }
        }
        return changed;
    }

    private long perform(Action action, List<Long> ids) {
        return switch (action) {
            case CANCEL -> control.cancelAll(ids);
            case RETRY -> control.retryAll(ids).stream().filter(Replay::retried).count();
            case DELETE -> delete.delete(ids);
        };
    }
}
