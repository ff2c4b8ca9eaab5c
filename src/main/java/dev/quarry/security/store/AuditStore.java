package dev.quarry.security.store;

import dev.quarry.platform.sql.Database;
import dev.quarry.security.AuditEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.OffsetDateTime;
import java.util.List;

/**
 * The record of what operators did. A row is written before each action, so that none lacks one, and completed after
 * it.
 */
@ApplicationScoped
public class AuditStore {

    private static final String BEGIN = """
            insert into audit_event (caller, address, action, request, status) values (?, ?, ?, ?, ?) returning id
            """;

    private static final String PAGE = "select * from audit_event where id < ? order by id desc limit ?";

    private static final String FORGET = """
            delete from audit_event where id in
                (select id from audit_event where at < now() - make_interval(days => ?) order by at limit 1000)
            """;

    private final Database database;

    @Inject
    public AuditStore(Database database) {
        this.database = database;
    }

    /**
     * Records an action that is about to be done.
     *
     * @param request the beginning of its body, or null
     * @param status the status of an action that is already answered; null for one that begins
     * @return the id of the row
     */
    public long begin(String caller, String address, String action, String request, Integer status) {
        return database.first(BEGIN, row -> row.getLong(1), caller, address, action, request, status)
                .orElseThrow();
    }

    /** Records the status of the answer. */
    public void end(long id, int status) {
        database.update("update audit_event set status = ? where id = ?", status, id);
    }

    /** The newest events before that id. */
    public List<AuditEvent> page(long before, int limit) {
        return database.query(
                PAGE,
                row -> new AuditEvent(
                        row.getLong("id"),
                        row.getObject("at", OffsetDateTime.class),
                        row.getString("caller"),
                        row.getString("address"),
                        row.getString("action"),
                        row.getString("request"),
                        row.getObject("status", Integer.class)),
                before,
                limit);
    }

    /** Deletes some of the events that are older than {@code days} days; returns how many. */
    public int forget(int days) {
        return database.update(FORGET, days);
    }
}
