package dev.quarry.job.store;

import dev.quarry.job.Lane;
import dev.quarry.job.Progress;
import dev.quarry.platform.sql.Database;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Finds and takes the next jobs of a lane, by the statements of {@link ClaimTransition}; see promise 3. */
final class NextClaims {

    /** How often a claim that lost a race is tried again; after that the next wake-up does. */
    private static final int MAX_RACES = 10;

    private final Database database;
    private final ClaimFloors floors;

    /** Whether anything was limited when that was last checked; only a hint about which statement to try first. */
    private volatile boolean limited;

    NextClaims(Database database, ClaimFloors floors) {
        this.database = database;
        this.floors = floors;
    }

    /** Takes the lane's next job that is due and may run, if there is one. */
    Optional<Claim> next(Lane lane, String workerId, Duration lease) {
        for (int i = 0; i < MAX_RACES; i++) {
            List<Optional<Claim>> candidate =
                    database.query(ClaimTransition.one(lane), NextClaims::claim, seconds(lease), workerId);
            if (candidate.isEmpty()) {
                return Optional.empty();
            }
            if (candidate.get(0).isPresent()) {
                return candidate.get(0);
            }
        }
        return Optional.empty();
    }

    /**
     * Takes the lane's next jobs that are due and may run, best first.
     *
     * @param slots how many slots wait for a job; where something is limited, at most as many jobs are claimed
     * @param most the most jobs where nothing is limited, at least {@code slots}
     */
    List<Claim> next(Lane lane, String workerId, Duration lease, int slots, int most) {
        if (limited) {
            List<Claim> claims = oneByOne(lane, workerId, lease, slots);
            if (!claims.isEmpty()) {
                return claims;
            }
        }
        ClaimFloors.Mark mark = floors.mark(lane);
        if (mark.floor() != null) {
            ClaimFloors.Floor floor = mark.floor();
            Look look =
                    look(ClaimTransition.above(lane, most), floor.priority(), floor.runAt(), seconds(lease), workerId);
            if (!look.elsewhere) {
                if (look.runAt != null) {
                    floors.advance(mark, look.runAt, look.horizon);
                }
                return look.claims;
            }
        }
        Look look = look(ClaimTransition.many(lane, most), seconds(lease), workerId);
        boolean before = limited;
        limited = look.elsewhere;
        if (look.claims.isEmpty() && limited) {
            return before ? List.of() : oneByOne(lane, workerId, lease, slots);
        }
        floors.set(mark, look.priority, look.runAt, look.horizon);
        return look.claims;
    }

    /** Makes the next claim search the whole lane, since jobs may have been queued at any place of it. */
    void lookEverywhere(Lane lane) {
        floors.forget(lane);
    }

    private Look look(String sql, Object... arguments) {
        Look look = new Look();
        database.query(sql, look::take, arguments);
        return look;
    }

    /** The result of a statement for several jobs. */
    private static final class Look {
        private final List<Claim> claims = new ArrayList<>();
        private boolean elsewhere;
        private OffsetDateTime horizon;
        private Integer priority;
        private OffsetDateTime runAt;

        private boolean take(ResultSet row) throws SQLException {
            elsewhere = row.getBoolean("elsewhere");
            horizon = row.getObject("horizon", OffsetDateTime.class);
            Optional<Claim> claim = claim(row);
            if (claim.isPresent() && claims.isEmpty()) {
                priority = row.getObject("priority", Integer.class);
                runAt = row.getObject("run_at", OffsetDateTime.class);
            }
            return claim.isPresent() && claims.add(claim.get());
        }
    }

    private List<Claim> oneByOne(Lane lane, String workerId, Duration lease, int most) {
        List<Claim> claims = new ArrayList<>();
        while (claims.size() < most) {
            Optional<Claim> next = next(lane, workerId, lease);
            if (next.isEmpty()) {
                break;
            }
            claims.add(next.get());
        }
        return claims;
    }

    /** The claim of a row; empty when another one took the last free slot or token meanwhile. */
    private static Optional<Claim> claim(ResultSet row) throws SQLException {
        if (row.getObject("id") == null) {
            return Optional.empty();
        }
        return Optional.of(new Claim(
                row.getLong("id"),
                row.getString("job_type"),
                Lane.of(row.getString("lane")),
                row.getString("payload"),
                row.getInt("attempt"),
                row.getLong("fencing_token"),
                row.getObject("parent_id", Long.class),
                row.getBoolean("fan_in"),
                row.getObject("timeout_seconds", Integer.class),
                new Progress(row.getLong("progress_current"), row.getLong("progress_total"), null),
                row.getString("trace_parent"),
                row.getDouble("due_seconds"),
                row.getDouble("stored_seconds")));
    }

    private static double seconds(Duration duration) {
        return duration.toMillis() / 1000.0;
    }
}
