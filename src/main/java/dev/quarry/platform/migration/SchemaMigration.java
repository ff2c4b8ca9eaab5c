package dev.quarry.platform.migration;

import dev.quarry.platform.sql.TimeLimit;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.flywaydb.core.Flyway;

/** Brings the schema to this version's state; forward only. */
@ApplicationScoped
public class SchemaMigration {

    /** Referenced here, since the JDK's logging drops loggers that nothing refers to. */
    private static final Logger FLYWAY = Logger.getLogger("org.flywaydb");

    private final DataSource dataSource;
    private final OwnSchema schema;

    /** Migrations are never taken back, so once true stays true. */
    private volatile boolean current;

    @Inject
    public SchemaMigration(DataSource dataSource, @ConfigProperty(name = OwnSchema.SETTING) Optional<String> schema) {
        this.dataSource = dataSource;
        this.schema = new OwnSchema(dataSource, schema);
        // At each look at the schema it would write the whole address of the database, and nothing that anybody needs.
        FLYWAY.setLevel(Level.WARNING);
    }

    /**
     * Applies what is missing; waits while another node does so.
     *
     * @return the number of migrations applied
     * @throws org.flywaydb.core.api.FlywayException when one fails or an applied one was changed
     * @throws IllegalStateException when the tables cannot be where the connections look for them
     */
    public int migrate() {
        schema.require();
        int applied = flyway().migrate().migrationsExecuted;
        current = true;
        return applied;
    }

    /** Whether every migration of this version is applied. */
    public boolean isCurrent() {
        if (!current) {
            current = flyway().info().pending().length == 0;
        }
        return current;
    }

    private Flyway flyway() {
        return Flyway.configure(SchemaMigration.class.getClassLoader())
                .dataSource(TimeLimit.patient(dataSource))
                .locations("classpath:db/migration")
                .load();
    }
}
