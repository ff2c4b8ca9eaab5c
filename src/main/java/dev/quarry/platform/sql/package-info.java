/** Plain JDBC on the server's data source, and transactions. Used by stores only. */
package dev.quarry.platform.sql;
