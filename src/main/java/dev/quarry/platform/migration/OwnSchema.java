package dev.quarry.platform.migration;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Locale;
import java.util.Optional;
import javax.sql.DataSource;

/**
 * The schema that the tables are in: the one in which the connections of the server's pool look first. It is created
 * when it does not exist, and refused when somebody else's tables are in it.
 */
final class OwnSchema {

    /** The property. The launcher sets the pool's address accordingly; on other servers an operator does. */
    static final String SETTING = "quarry.schema";

    /**
     * Quarry's schema is recognised by one of the first migration's sequences. Objects of extensions do not count, and
     * the table of migrations alone means the first start of another node. The launcher checks in the same way.
     */
    private static final String LOOK = """
            select current_schema(), current_setting('search_path'), (
                select min(c.relname) from pg_class c
                where c.relnamespace = current_schema()::regnamespace and to_regclass('fencing_token_seq') is null
                  and c.relkind in ('r', 'p', 'v', 'm', 'S', 'f')
                  and c.relname <> 'flyway_schema_history'
                  and not exists (select from pg_depend d where d.objid = c.oid and d.deptype = 'e'))
            """;

    private final DataSource dataSource;
    private final Optional<String> requested;

    OwnSchema(DataSource dataSource, Optional<String> requested) {
        this.dataSource = dataSource;
        this.requested = requested;
    }

    /**
     * Makes sure that the tables may be created where the connections look for them.
     *
     * @throws IllegalStateException with a sentence that says what to set
     */
    void require() {
        try (Connection connection = dataSource.getConnection()) {
            Found found = look(connection);
            requested.filter(schema -> !schema.equals(found.first())).ifPresent(schema -> {
                throw new IllegalStateException(String.format(
                        Locale.ROOT,
                        "%s is %s, but the connections of the server look for tables in %s: add currentSchema=%s to the"
                                + " parameters of quarry.database.url.",
                        SETTING,
                        schema,
                        found.first(),
                        schema));
            });
            if (found.current() == null) {
                create(connection, found.first());
            } else if (found.foreign() != null) {
                throw new IllegalStateException(String.format(
                        Locale.ROOT,
                        "the schema %s holds tables of others (%s): give Quarry a schema of its own, by currentSchema=quarry"
                                + " in the parameters of quarry.database.url and quarry.schema=quarry (QUARRY_SCHEMA);"
                                + " quarry.jar does it by itself.",
                        found.current(),
                        found.foreign()));
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e.getMessage(), e);
        }
    }

    private static Found look(Connection connection) throws SQLException {
        try (PreparedStatement look = connection.prepareStatement(LOOK);
                ResultSet row = look.executeQuery()) {
            row.next();
            String current = row.getString(1);
            String first = current != null
                    ? current
                    : row.getString(2).split(",")[0].strip().replace("\"", "");
            return new Found(current, first, row.getString(3));
        }
    }

    private static void create(Connection connection, String schema) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("create schema if not exists \"" + schema.replace("\"", "\"\"") + "\"");
        } catch (SQLException e) {
            // Another node may have made it in this moment.
            if (look(connection).current() == null) {
                throw new IllegalStateException(
                        String.format(
                                Locale.ROOT,
                                "the schema %s cannot be made (%s): let the owner of the database do it, by create schema %s"
                                        + " authorization and the user of quarry.database.url.",
                                schema,
                                e.getMessage(),
                                schema),
                        e);
            }
        }
    }

    /**
     * Where a connection looks for tables.
     *
     * @param current where new tables go; null when none of the schemas in the search path exists
     * @param first the name for messages, and of the schema to be created
     * @param foreign a table that is not Quarry's; null without one
     */
    private record Found(String current, String first, String foreign) {}
}
