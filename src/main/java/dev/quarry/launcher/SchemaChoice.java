package dev.quarry.launcher;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;

/**
 * Which schema of a database is Quarry's: the one that is asked for, the one where it already is, or, for the first start
 * in a database where somebody else's tables stand, {@value #USUAL}. The application creates it.
 */
final class SchemaChoice {
    static final String SETTING = "quarry.schema";
    static final String DEFAULT = "quarry";

    /** As the application's check of the setting allows it: a name that needs no quotes anywhere. */
    private static final String NAME = "(?!pg_)[a-z_][a-z0-9_]{0,62}";

    /**
     * One of the first migration's sequences tells Quarry's schemas from others. A user of the schema's name finds it by its
     * name alone, and what is in public as well, so that it is named all the same. What belongs to an extension counts for
     * nothing, and the history of migrations alone is a first start that another node is making now.
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

    /** @throws LaunchException for a name that is none */
    static String name(String text) {
        if (!text.matches(NAME)) {
            throw LaunchException.usage("The schema (--schema or QUARRY_SCHEMA) must be a name of lower-case letters,"
                    + " digits and underscores that does not begin with a digit or pg_, not \"" + text + "\".");
        }
        return text;
    }

    /**
     * That database with the schema in its address; unchanged where connections find Quarry's tables, or nothing, by
     * themselves.
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

    /** The same for a database that nobody else uses. */
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
