package dev.quarry.launcher;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;

/**
 * Chooses Quarry's schema in a database: the requested one, the one where its tables already are, or, for the first
 * start in a database with somebody else's tables, {@value #USUAL}. The application creates it.
 */
final class SchemaChoice {
    static final String SETTING = "quarry.schema";
    static final String DEFAULT = "quarry";

    /** What the application's check of the setting allows: a name that needs no quotes anywhere. */
    private static final String NAME = "(?!pg_)[a-z_][a-z0-9_]{0,62}";

    /**
     * Quarry's schemas are recognised by one of the first migration's sequences. A database user with the schema's name
     * finds it, and public as well, by its default search path; it is named explicitly all the same. Objects of
     * extensions do not count, and the table of migrations alone means that another node is making its first start now.
     */
    private static final String LOOK = """
            select coalesce(to_regclass('fencing_token_seq') <> to_regclass('quarry.fencing_token_seq'),
                    to_regclass('fencing_token_seq') is not null) as here,
                to_regclass('quarry.fencing_token_seq') is not null as there,
                exists (
                    select from pg_class c
                    where c.relnamespace = current_schema()::regnamespace
                      and c.relkind in ('r', 'p', 'v', 'm', 'S', 'f')
                      and c.relname <> 'flyway_schema_history'
                      and not exists (select from pg_depend d where d.objid = c.oid and d.deptype = 'e')) as taken
            """;

    private SchemaChoice() {}

    /** @throws LaunchException for a name that is not allowed */
    static String name(String text) {
        if (!text.matches(NAME)) {
            throw LaunchException.usage("The schema (--schema or QUARRY_SCHEMA) must be a name of lower-case letters,"
                    + " digits and underscores that does not begin with a digit or pg_, not \"" + text + "\".");
        }
        return text;
    }

    /**
     * That database with the schema in its address; unchanged where connections find Quarry's tables, or none at all,
     * by their default search path.
     *
     * @param requested the schema that is asked for
     * @param connection to that database
     */
    static DatabaseUrl in(DatabaseUrl database, Optional<String> requested, Connection connection) throws SQLException {
        if (requested.isPresent() || database.schema().isPresent()) {
            return asked(database, requested);
        }
        try (PreparedStatement look = connection.prepareStatement(LOOK);
                ResultSet row = look.executeQuery()) {
            row.next();
            boolean elsewhere = !row.getBoolean("here") && (row.getBoolean("there") || row.getBoolean("taken"));
            return elsewhere ? database.inSchema(DEFAULT) : database;
        }
    }

    /** That database with the requested schema in its address, for a database that nobody else uses. */
    static DatabaseUrl asked(DatabaseUrl database, Optional<String> requested) {
        Optional<String> given = database.schema();
        if (requested.isPresent() && given.isPresent() && !given.equals(requested)) {
            throw LaunchException.usage("The schema is " + requested.get() + " (--schema or QUARRY_SCHEMA), but the"
                    + " database URL has currentSchema=" + given.get() + ": leave one of them out.");
        }
        return requested
                .filter(schema -> given.isEmpty())
                .map(database::inSchema)
                .orElse(database);
    }
}
