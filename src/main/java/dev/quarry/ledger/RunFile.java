package dev.quarry.ledger;

import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;

/**
 * A registered file with runs of a range of a search.
 *
 * @param id its key
 * @param setupId what its runs share
 * @param location as a URI
 * @param firstIndex the first of its runs in the grid
 * @param lastIndex the last of them
 * @param runs how many it holds
 */
public record RunFile(long id, long setupId, String location, long firstIndex, long lastIndex, int runs) {

    private static final String LOCAL = "file://";

    /** The columns that {@link #read} reads, of a file {@code f}. */
    public static final String COLUMNS = "f.id, f.setup_id, f.location, f.first_index, f.last_index, f.runs";

    /** A row of {@link #COLUMNS}. */
    public static RunFile read(ResultSet row) throws SQLException {
        return new RunFile(
                row.getLong(1), row.getLong(2), row.getString(3), row.getLong(4), row.getLong(5), row.getInt(6));
    }

    /** Where this node finds it; empty where it is in a store of objects. */
    public Optional<Path> path() {
        return path(location);
    }

    /** The path of a location that a file system has. */
    static Optional<Path> path(String location) {
        return location.startsWith(LOCAL) ? Optional.of(Path.of(location.substring(LOCAL.length()))) : Optional.empty();
    }

    static String location(Path path) {
        return LOCAL + path.toAbsolutePath();
    }

    /**
     * What it holds.
     *
     * @throws UnreadableRunsException where it is not there, or not as it was written
     */
    public FiledRuns open() {
        return FiledRuns.of(this);
    }

    /** Whether a place of the grid lies between its first and its last. */
    boolean spans(long index) {
        return index >= firstIndex && index <= lastIndex;
    }
}
