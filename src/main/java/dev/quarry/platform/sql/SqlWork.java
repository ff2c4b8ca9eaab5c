package dev.quarry.platform.sql;

import java.sql.Connection;
import java.sql.SQLException;

/** Work on a connection that is closed (given back) after it. */
@FunctionalInterface
public interface SqlWork<T> {
    T on(Connection connection) throws SQLException;
}
