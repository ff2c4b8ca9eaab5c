package dev.quarry.discovery;

import dev.quarry.catalog.StrategyCatalog;
import dev.quarry.ledger.AssessmentStore;
import dev.quarry.ledger.query.KnownStrategies;
import dev.quarry.ledger.query.RunSearch;
import dev.quarry.ledger.query.RunStream;
import dev.quarry.platform.http.TableAnswer;
import dev.quarry.platform.http.WrittenTables;
import dev.quarry.platform.sql.Database;

/** The tables of runs as their route answers them, without a server. */
public final class StoredRunTables {

    private StoredRunTables() {}

    /** The table of what a query means. */
    public static TableAnswer of(Database database, StrategyCatalog catalog, String query) {
        return new RunsResource(
                        new RunSearch(database),
                        new AssessmentStore(database),
                        new KnownStrategies(catalog, database),
                        new RunStream(database))
                .table(WrittenTables.uri("/discovery/runs?" + query));
    }
}
