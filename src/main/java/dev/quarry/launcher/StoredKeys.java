package dev.quarry.launcher;

import dev.quarry.security.KeyText;
import java.net.URLClassLoader;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.Set;

/**
 * The table of keys, written as the application reads it ({@code ApiKeyStore}). Of its classes the launcher has the text of a
 * key alone. What is changed here is in the audit too.
 */
final class StoredKeys {
    private static final Set<String> ROLES = Set.of("read", "submit", "operate");
    private static final String UNDEFINED_TABLE = "42P01";
    private static final String UNDEFINED_COLUMN = "42703";

    private static final String INSERT = """
            insert into api_key (id, name, role, hash) values (?, ?, ?, ?)
            on conflict (name) where revoked_at is null do nothing
            """;

    private static final String REVOKE = "update api_key set revoked_at = now() where id = ? and revoked_at is null";

    private static final String LIST = """
            select id, name, role, to_char(created_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as created,
                case when revoked_at is null then 'valid' else 'revoked' end as state,
                case when made_while_off then '  (made while security was off)' else '' end as doubt
            from api_key order by created_at desc, id
            """;

    private static final String AUDIT =
            "insert into audit_event (caller, address, action, status) values ('command line', 'local', ?, 200)";

    private final DatabaseUrl database;
    private final URLClassLoader drivers;

    /** @param drivers sees the PostgreSQL driver */
    StoredKeys(DatabaseUrl database, URLClassLoader drivers) {
        this.database = database;
        this.drivers = drivers;
    }

    /** Makes a key and returns it as its owner needs it. */
    String create(String name, String role) {
        if (!name.matches("[A-Za-z0-9_.@-]{1,100}")) {
            throw LaunchException.usage(
                    "The name (--name) must be 1 to 100 letters, digits, dots, dashes, underscores or at signs.");
        }
        if (!ROLES.contains(role)) {
            throw LaunchException.usage("The role (--role) must be read, submit or operate.");
        }
        KeyText key = KeyText.random();
        work(connection -> {
            if (change(connection, INSERT, key.id(), name, role, key.hash()) == 0) {
                throw LaunchException.failure("There is a key of the name " + name + "; revoke it first.");
            }
            return change(connection, AUDIT, "key create " + name + " " + role + " (" + key.id() + ")");
        });
        return key.reveal();
    }

    /** A line for each key, the newest first. */
    List<String> list() {
        return work(connection -> {
            try (PreparedStatement statement = connection.prepareStatement(LIST);
                    ResultSet rows = statement.executeQuery()) {
                List<String> lines = new ArrayList<>();
                while (rows.next()) {
                    lines.add(String.format(
                            Locale.ROOT,
                            "%s  %-7s  %-7s  %s  %s%s",
                            rows.getString("id"),
                            rows.getString("role"),
                            rows.getString("state"),
                            rows.getString("created"),
                            rows.getString("name"),
                            rows.getString("doubt")));
                }
                return lines;
            }
        });
    }

    /** Ends a key. */
    void revoke(String id) {
        work(connection -> {
            if (change(connection, REVOKE, id) == 0) {
                throw LaunchException.failure("There is no valid key with that id (key list shows them).");
            }
            return change(connection, AUDIT, "key revoke " + id);
        });
    }

    private <T> T work(Work<T> work) {
        try {
            Driver driver = (Driver) drivers.loadClass("org.postgresql.Driver")
                    .getDeclaredConstructor()
                    .newInstance();
            try (Connection connection = driver.connect(database.jdbcUrl(), new Properties())) {
                connection.setAutoCommit(false);
                T result = work.on(connection);
                connection.commit();
                return result;
            }
        } catch (SQLException e) {
            if (List.of(UNDEFINED_TABLE, UNDEFINED_COLUMN).contains(e.getSQLState())) {
                throw LaunchException.failure("The database " + database
                        + " has no tables for keys yet: start this version of Quarry on it once.");
            }
            throw LaunchException.failure(
                    "The database " + database + " cannot be used: "
                            + String.valueOf(e.getMessage()).lines().findFirst().orElse("") + ".",
                    e);
        } catch (ReflectiveOperationException e) {
            throw LaunchException.failure("The PostgreSQL driver is missing in lib/jdbc.", e);
        }
    }

    private static int change(Connection connection, String sql, Object... arguments) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int k = 0; k < arguments.length; k++) {
                statement.setObject(k + 1, arguments[k]);
            }
            return statement.executeUpdate();
        }
    }

    /** Something done in one transaction. */
    private interface Work<T> {
        T on(Connection connection) throws SQLException;
    }
}
